import Basics
import CValgrind
import Report

/// Counting in a process that runs under Callgrind.
public enum SimulatedWindow {
    /// Why this process cannot count; nil where it can.
    public static var unavailable: String? {
        cvalgrind_is_running()
            ? nil
            : isBuiltIn
                ? "the process does not run under Valgrind"
                : "this build lacks Valgrind's headers (Debian: valgrind); install the package and build again"
    }

    /// Whether this build has Valgrind's headers.
    public static var isBuiltIn: Bool { cvalgrind_is_built_in() }

    /// Calls that are counted; nothing varies between them but the state of the caches.
    public static let calls = 2

    /// Valgrind's options before the program's own command: collecting is off until a window opens.
    /// - Parameter folder: where the counts are written, for ``SimulatedCounts/read(_:)``.
    public static func options(caches: SimulatedCaches, folder: String) -> [String] {
        [
            "--tool=callgrind", "--quiet", "--instr-atstart=no", "--collect-atstart=no", "--cache-sim=yes",
            "--callgrind-out-file=\(folder)/counts",
        ] + caches.options
    }

    /// Prepares and checks a case, calls it once, and counts ``calls`` further ones under its name.
    /// - Returns: why there are no counts; nil where there are.
    public static func count(_ plan: CasePlan) -> String? {
        if let reason = plan.unavailable { return reason }
        if let library = plan.library {
            return "\(library) may choose its kernels by a clock, so that counts would differ between runs"
        }
        do {
            let prepared = try plan.prepare()
            if let failed = prepared.verify().first(where: { !$0.passed }) {
                return "its check \(failed.name) failed under Valgrind: \(failed.detail)"
            }
            count(named: plan.name, prepared.call)
            return prepared.failure()
        } catch {
            return "\(error)"
        }
    }

    /// Counts ``calls`` calls after one that fills the simulated caches.
    public static func count(named name: String, _ call: () -> Void) {
        cvalgrind_simulate()
        call()
        cvalgrind_begin()
        for _ in 0..<calls { call() }
        cvalgrind_end(name)
    }
}
