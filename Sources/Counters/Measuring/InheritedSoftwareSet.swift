#if PAPI && os(Linux)
    import CPAPI
    import Glibc

    /// The kernel's own counters for the calling thread and the processes that it starts, past PAPI.
    ///
    /// `PAPI_set_opt(PAPI_INHERIT)` first opens the hardware's instruction counter to see whether it may, and so refuses
    /// everything on a machine without a PMU (PAPI 7.0.0, `check_permissions` of its component perf_event), where the
    /// kernel itself inherits its software events like any others.
    final class InheritedSoftwareSet: CountingSet {
        let count: Int
        private var descriptors: [Int32] = []
        /// Counts before the window: what ended processes have counted is not set back.
        private var before: [Int64]

        init(_ events: [CounterEvent]) throws(PAPIFailure) {
            count = events.count
            before = [Int64](repeating: 0, count: events.count)
            for event in events {
                guard let number = EventTraits.softwareNumber(of: event.name) else {
                    throw PAPIFailure(call: .setInherit, code: PAPICode.noEvent)
                }
                let countsKernel: Int32 = EventTraits.spelling(of: event.name).contains(":k=1") ? 1 : 0
                let descriptor = cpapi_open_software(number, countsKernel, 1)
                guard descriptor >= 0 else {
                    throw PAPIFailure(
                        call: .setInherit,
                        code: [-EACCES, -EPERM].contains(descriptor) ? PAPICode.permission : PAPICode.system)
                }
                descriptors.append(descriptor)
            }
        }

        deinit {
            for descriptor in descriptors { close(descriptor) }
        }

        func start() -> Int32 {
            let code = before.withUnsafeMutableBufferPointer { total(into: $0.baseAddress) }
            guard code == PAPICode.ok else { return code }
            return enable(true)
        }

        func read(into counts: UnsafeMutablePointer<Int64>) -> Int32 {
            let code = total(into: counts)
            for event in 0..<count { counts[event] -= before[event] }
            return code
        }

        func stop(into counts: UnsafeMutablePointer<Int64>) -> Int32 {
            let code = enable(false)
            return code == PAPICode.ok ? read(into: counts) : code
        }

        private func enable(_ isEnabled: Bool) -> Int32 {
            for descriptor in descriptors where cpapi_enable_software(descriptor, isEnabled ? 1 : 0) != 0 {
                return PAPICode.system
            }
            return PAPICode.ok
        }

        private func total(into counts: UnsafeMutablePointer<Int64>?) -> Int32 {
            guard let counts else { return PAPICode.invalid }
            let size = MemoryLayout<Int64>.size
            for (event, descriptor) in descriptors.enumerated()
            where Glibc.read(descriptor, counts + event, size) != size {
                return PAPICode.system
            }
            return PAPICode.ok
        }
    }
#endif
