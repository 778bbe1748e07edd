#if os(Linux) && PAPI
    import Foundation
    import TestSupport
    import Testing

    @testable import Counters

    /// With perf_event_open denied by a seccomp filter, every event says so. The filter cannot be lifted,
    /// so the test runs itself once more in a process of its own.
    @Suite struct DeniedTests {
        private static let variable = "COUNTERS_TEST_DENIED"
        private static let confirmation = "events refused by the sandbox:"

        @Test(
            .disabled(if: isChild, "this is the sandboxed process"),
            .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs python3"))
        func sandboxRefusesEveryEvent() throws {
            let script = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../Support/deny_perf_event_open.py")
            let done = try Running.run(
                "/usr/bin/python3",
                [
                    script.path, try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
                    "--testing-library", "swift-testing", "--filter", "inTheSandbox",
                ], environment: ProcessInfo.processInfo.environment.merging([Self.variable: "1"]) { $1 })
            #expect(done.status == 0 && done.output.contains(Self.confirmation), "\(done.output)\(done.errors)")
        }

        @Test(.enabled(if: isChild, "runs inside the sandbox only"))
        func inTheSandbox() {
            let session = CounterSession(.everyGroup)
            #expect(session.passes.isEmpty)
            let isUnknownProcessor = session.refused.values.contains {
                if case .componentDisabled = $0 { true } else { false }
            }
            for event in session.asked {
                switch session.refused[event] {
                case .sandboxed(errno: EPERM, _), .notOnThisProcessor: break
                // A processor that PAPI does not know yet: it switched the component off before it asked the kernel.
                case .componentDisabled: break
                case .paranoid where isUnknownProcessor: break
                // Where PAPI keeps away from a strict kernel, it does not come to the sandbox's refusal.
                case .paranoid(3..., _): break
                case let other: Issue.record("\(event): \(String(describing: other))")
                }
            }
            let reason = session.refused["perf::PAGE-FAULTS"]?.reason ?? ""
            #expect(reason.contains("refused") || reason.contains("is disabled"), "\(reason)")
            print(Self.confirmation, session.refused.count)
        }

        private static var isChild: Bool { ProcessInfo.processInfo.environment[variable] != nil }
    }
#endif
