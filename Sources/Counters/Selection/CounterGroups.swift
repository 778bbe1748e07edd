/// The groups that `--counters` knows by name. Data only; a group that asks for ratios brings their
/// denominator along.
public enum CounterGroups {
    /// Group names with their events, spelled as PAPI does, in the order they are listed.
    public static let all: [(name: String, events: [String])] = [
        (
            "default",
            [
                "PAPI_TOT_INS", "PAPI_TOT_CYC", "PAPI_L1_DCM", "PAPI_L3_TCM", "PAPI_BR_MSP",
                "perf::TASK-CLOCK", "perf::PAGE-FAULTS", "perf::CONTEXT-SWITCHES",
            ]
        ),
        (
            "cache",
            ["PAPI_TOT_INS", "PAPI_L1_DCM", "PAPI_L2_DCM", "PAPI_L2_TCM", "PAPI_L3_TCM"]
        ),
        (
            "branch",
            ["PAPI_TOT_INS", "PAPI_BR_INS", "PAPI_BR_MSP"]
        ),
        (
            "simd",
            ["PAPI_TOT_INS", "PAPI_VEC_INS", "PAPI_VEC_SP", "PAPI_SP_OPS", "PAPI_FP_OPS"]
        ),
        (
            "tlb",
            ["PAPI_TOT_INS", "PAPI_TLB_DM", "PAPI_TLB_IM"]
        ),
        (
            "software",
            [
                "perf::TASK-CLOCK", "perf::PAGE-FAULTS", "perf::MINOR-FAULTS", "perf::MAJOR-FAULTS",
                "perf::CONTEXT-SWITCHES", "perf::CPU-MIGRATIONS",
            ]
        ),
    ]

    /// The events of a group, `nil` for a name that is none.
    public static func events(of group: String) -> [String]? {
        all.first { $0.name == group }?.events
    }
}
