import Foundation
import TestSupport

/// A device that replays events: a program as for a microcontroller, which an emulator of an Arm processor runs.
enum Device {
    /// What a replay left behind.
    struct Answer {
        /// Bytes of stack that it took: its own, and those of functions that the compiler calls.
        let stack: Int
        let words: [UInt64]
    }

    /// The emulator; nil where there is none.
    ///
    /// Its Cortex-R5F runs a Cortex-M4's instructions but for fused multiply-add, which is illegal there: a program
    /// that has one ends. Its own Cortex-M4 does not start without a whole system (qemu 7.2).
    static let emulator = ["qemu-arm-static", "qemu-arm"].first(where: starts)

    /// Whether there is all that ``replay(_:seed:_:)`` needs.
    static let isAvailable = ArmTools.unavailable == nil && starts("clang") && emulator != nil

    private static func starts(_ program: String) -> Bool {
        (try? Running.run(program, ["--version"]).status) == 0
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    private static let sources = ["Replay.swift", "ReplayNumber.swift"].map { folder.appending(path: $0).path }
    private static let runtime = folder.appending(path: "../../Support/CortexM/device.c").standardized.path

    /// What a subject's replay leaves behind on this machine.
    static func host(_ subject: Replay.Subject, seed: UInt32) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: Replay.words) { words, count in
            words.initialize(repeating: 0)
            if let start = words.baseAddress { Replay.run(subject, seed: seed, into: start) }
            count = Replay.results
        }
    }

    /// What replays leave behind on the device, subject by subject.
    /// - Parameter files: the module's.
    static func replay(
        _ files: [String] = ArmTools.files(), seed: UInt32, _ arithmetic: ArmTools.Arithmetic
    ) throws -> [Answer] {
        let scratch = try Scratch()
        let program = try build(files, seed: seed, arithmetic, in: scratch)
        let output = try checked(emulator ?? "qemu-arm", ["-cpu", "cortex-r5f", program])
        return try output.split(separator: "\n").map { line in
            let words = line.split(separator: " ").compactMap { UInt64($0, radix: 16) }
            guard let stack = words.first else { throw ArmTools.Failure(errors: "not an answer: \(line)") }
            return Answer(stack: Int(stack), words: Array(words.dropFirst()))
        }
    }

    private static func build(
        _ files: [String], seed: UInt32, _ arithmetic: ArmTools.Arithmetic, in scratch: Scratch
    ) throws -> String {
        let entry = """
            @_silgen_name("replay")
            public func replay(_ subject: Int32, _ words: UnsafeMutablePointer<UInt64>) -> Int32 {
                guard let subject = Replay.Subject(rawValue: subject) else { return 0 }
                Replay.run(subject, seed: \(seed), into: words)
                return Int32(Replay.results)
            }
            """
        let (object, outcome) = try ArmTools.compile(files + sources, entries: entry, arithmetic, in: scratch)
        guard outcome.status == 0 else { throw ArmTools.Failure(errors: outcome.errors) }
        let support = scratch.url.appendingPathComponent("device.o").path
        let program = scratch.url.appendingPathComponent("device").path
        let convention = arithmetic == .hardware ? "hard" : "softfp"
        _ = try checked(
            "clang",
            ["--target=armv7r-none-eabi", "-mcpu=cortex-r5", "-mthumb", "-mfpu=vfpv3-d16", "-mfloat-abi=\(convention)"]
                + ["-std=c17", "-O2", "-ffreestanding", "-fno-builtin", "-Wall", "-Wextra", "-Werror"]
                + ["-ffunction-sections", "-c", runtime, "-o", support])
        _ = try checked("ld.lld", ["--gc-sections", "--fatal-warnings", "-e", "start", object, support, "-o", program])
        return program
    }

    /// A program's output.
    /// - Throws: `Failure` where it fails.
    private static func checked(_ program: String, _ arguments: [String]) throws -> String {
        let outcome = try Running.run(program, arguments)
        guard outcome.status == 0 else {
            throw ArmTools.Failure(errors: "\(program) ended with \(outcome.status): \(outcome.errors)")
        }
        return outcome.output
    }
}
