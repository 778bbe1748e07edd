import Basics
import CValgrind
import Foundation
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

    /// A copy of a program that Valgrind can start: a 64-bit ELF file loses its table of sections, which running needs not,
    /// as Valgrind 3.19 gives up over debug information of DWARF 5 as Swift's compiler writes it.
    /// - Returns: the copy's path, in `folder`.
    public static func copy(of program: String, into folder: String) throws -> String {
        var image = try Data(contentsOf: URL(filePath: program))
        if image.count > 0x40, image.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2]) {
            // e_shoff; e_shnum and e_shstrndx.
            image.replaceSubrange(0x28..<0x30, with: Data(count: 8))
            image.replaceSubrange(0x3C..<0x40, with: Data(count: 4))
        }
        let copy = "\(folder)/program"
        try image.write(to: URL(filePath: copy))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: copy)
        return copy
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
        // Made before, as the window holds the calls alone.
        name.withCString { name in
            cvalgrind_simulate()
            call()
            cvalgrind_begin()
            for _ in 0..<calls { call() }
            cvalgrind_end(name)
        }
    }
}
