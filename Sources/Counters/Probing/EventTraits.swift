/// What is known of events beyond what PAPI says. Data only.
enum EventTraits {
    /// Software events that happen in the kernel. PAPI counts in user mode unless told otherwise, and then
    /// these stay at zero for ever (seen with PAPI 7.0: 20 sleeps, 6 migrations, both counted as 0), so
    /// they are looked up with both modes asked for.
    static let kernelOnly: Set<String> = [
        "perf::CONTEXT-SWITCHES", "perf::CS", "perf::PERF_COUNT_SW_CONTEXT_SWITCHES",
        "perf::CPU-MIGRATIONS", "perf::MIGRATIONS", "perf::PERF_COUNT_SW_CPU_MIGRATIONS",
        "perf::CGROUP-SWITCHES", "perf::PERF_COUNT_SW_CGROUP_SWITCHES",
    ]

    /// Clocks: they count nanoseconds of the thread's CPU time.
    static let clocks: Set<String> = [
        "perf::TASK-CLOCK", "perf::PERF_COUNT_SW_TASK_CLOCK",
        "perf::CPU-CLOCK", "perf::PERF_COUNT_SW_CPU_CLOCK",
    ]

    /// Events that move whenever a thread runs.
    static let alwaysMoving: Set<String> = clocks.union([
        "PAPI_TOT_INS", "PAPI_TOT_CYC", "PAPI_REF_CYC",
        "perf::INSTRUCTIONS", "perf::PERF_COUNT_HW_INSTRUCTIONS",
        "perf::CYCLES", "perf::CPU-CYCLES", "perf::PERF_COUNT_HW_CPU_CYCLES",
    ])

    /// Events that ``Stimulus`` is sure to cause.
    static let stimulated: Set<String> = alwaysMoving.union([
        "PAPI_BR_INS", "PAPI_BR_MSP", "PAPI_L1_DCM", "PAPI_TLB_DM",
        "perf::PAGE-FAULTS", "perf::FAULTS", "perf::PERF_COUNT_SW_PAGE_FAULTS",
        "perf::MINOR-FAULTS", "perf::PERF_COUNT_SW_PAGE_FAULTS_MIN",
        "perf::CONTEXT-SWITCHES", "perf::CS", "perf::PERF_COUNT_SW_CONTEXT_SWITCHES",
    ])

    /// Software events, kept by the kernel itself: their zero is a count.
    static let software: Set<String> = kernelOnly.union(clocks).union([
        "perf::PAGE-FAULTS", "perf::FAULTS", "perf::PERF_COUNT_SW_PAGE_FAULTS",
        "perf::MINOR-FAULTS", "perf::PERF_COUNT_SW_PAGE_FAULTS_MIN",
        "perf::MAJOR-FAULTS", "perf::PERF_COUNT_SW_PAGE_FAULTS_MAJ",
    ])

    /// The kernel's number of a software event, `PERF_COUNT_SW_…` of linux/perf_event.h; nil for other events.
    static func softwareNumber(of event: String) -> UInt64? {
        switch event {
        case "perf::CPU-CLOCK", "perf::PERF_COUNT_SW_CPU_CLOCK": 0
        case "perf::TASK-CLOCK", "perf::PERF_COUNT_SW_TASK_CLOCK": 1
        case "perf::PAGE-FAULTS", "perf::FAULTS", "perf::PERF_COUNT_SW_PAGE_FAULTS": 2
        case "perf::CONTEXT-SWITCHES", "perf::CS", "perf::PERF_COUNT_SW_CONTEXT_SWITCHES": 3
        case "perf::CPU-MIGRATIONS", "perf::MIGRATIONS", "perf::PERF_COUNT_SW_CPU_MIGRATIONS": 4
        case "perf::MINOR-FAULTS", "perf::PERF_COUNT_SW_PAGE_FAULTS_MIN": 5
        case "perf::MAJOR-FAULTS", "perf::PERF_COUNT_SW_PAGE_FAULTS_MAJ": 6
        case "perf::CGROUP-SWITCHES", "perf::PERF_COUNT_SW_CGROUP_SWITCHES": 11
        default: nil
        }
    }

    /// The name under which PAPI is asked for an event.
    static func spelling(of event: String) -> String {
        kernelOnly.contains(event) ? event + ":u=1:k=1" : event
    }

    /// The highest `perf_event_paranoid` at which an unprivileged process may count an event.
    static func neededParanoidLevel(of event: String, component: String?) -> Int {
        if isSystemWide(event, component: component) { return 0 }
        return spelling(of: event).contains(":k=1") ? 1 : ownThreadLevel
    }

    /// The highest `perf_event_paranoid` at which a process may count its own work in user mode.
    static let ownThreadLevel = 2

    /// Whether an event counts a whole CPU or socket, whatever this thread does.
    static func isSystemWide(_ event: String, component: String?) -> Bool {
        component == "perf_event_uncore" || event.contains(":cpu=")
    }
}
