import Foundation
import TestSupport
import Testing

/// The module as a microcontroller's compiler takes it, run: it computes on the device what it computes here.
@Suite(
    .enabled(
        if: Device.isAvailable,
        "needs Embedded Swift for armv7em, clang, ld.lld, llvm-nm, llvm-size and qemu-arm (Debian: qemu-user-static)"))
struct DeviceTests {
    private static let seed: UInt32 = 1

    /// Subjects whose replay is not the same, bit for bit, with the first word that differs.
    private static func differences(_ device: [Device.Answer], seed: UInt32 = seed) -> [Replay.Subject: String] {
        var found: [Replay.Subject: String] = [:]
        for (subject, answer) in zip(Replay.Subject.allCases, device) {
            let here = Device.host(subject, seed: seed)
            guard answer.words.count == here.count else {
                found[subject] = "\(answer.words.count) words instead of \(here.count)"
                continue
            }
            guard let index = here.indices.first(where: { here[$0] != answer.words[$0] }) else { continue }
            let place = index < Replay.events ? "score \(index)" : "parameter \(index - Replay.events)"
            let (there, expected) = (String(answer.words[index], radix: 16), String(here[index], radix: 16))
            found[subject] = "\(place) is \(there) on the device and \(expected) here"
        }
        return found
    }

    /// FP32 and FP64 are equal too: the module adds, multiplies and divides as IEEE 754 says, in one order, and fuses
    /// nothing.
    @Test(arguments: ArmTools.Arithmetic.allCases)
    func everyPrecisionComputesTheSameBits(_ arithmetic: ArmTools.Arithmetic) throws {
        let device = try Device.replay(seed: Self.seed, arithmetic)
        #expect(device.count == Replay.Subject.allCases.count)
        #expect(Self.differences(device) == [:])
        for (subject, answer) in zip(Replay.Subject.allCases, device) {
            print("\(arithmetic) \(subject): \(answer.stack) bytes of stack for a replay")
            #expect(answer.stack > 0 && answer.stack <= 1_024, "\(subject)")
        }
        // Other events are seen.
        #expect(Self.differences(device, seed: Self.seed + 1).count == Replay.Subject.allCases.count)
    }

    /// Scores move, and so do parameters: a replay is not of a model that has run into a corner.
    @Test(arguments: Replay.Subject.allCases) func replaysAreOfManyValues(_ subject: Replay.Subject) {
        let words = Device.host(subject, seed: Self.seed)
        #expect(Set(words.prefix(Replay.events)).count > 50)
        #expect(Set(words.dropFirst(Replay.events)).count > 20)
    }

    /// A part of the module made a little wrong.
    struct Bug {
        let file: String
        let right: String
        let wrong: String
    }

    private static let bugs = [
        // Cut off instead of rounded.
        Bug(file: "FixedModel.swift", right: "(change &+ 1 &<< (shift &- 1)) &>> shift", wrong: "change &>> shift"),
        Bug(file: "QuantisedModel.swift", right: "(x &+ (1 &<< shift) &>> 1) &>> shift", wrong: "x &>> shift"),
        // Ties to even instead of up.
        Bug(file: "FakeQuantisation.swift", right: "== 0.5 ? even + 1 : even", wrong: "== 0.5 ? even : even"),
        // Another order of sums.
        Bug(file: "Float+FloatingScalar.swift", right: "+ (four[2] + four[3])", wrong: "+ four[2] + four[3]"),
        Bug(file: "Double+FloatingScalar.swift", right: "+ (four[2] + four[3])", wrong: "+ four[2] + four[3]"),
        // Another last bit of a coefficient.
        Bug(file: "Float+Functions.swift", right: "0x1.55548ep-3", wrong: "0x1.554890p-3"),
    ]

    /// A device with a bug in each model is seen to differ in each.
    @Test func seededBugsAreCaught() throws {
        let scratch = try Scratch()
        var files = ArmTools.files()
        for bug in Self.bugs {
            let index = try #require(files.firstIndex { $0.hasSuffix("/" + bug.file) })
            let source = try String(contentsOfFile: files[index], encoding: .utf8)
            #expect(source.contains(bug.right), "\(bug.file)")
            let copy = scratch.url.appendingPathComponent(bug.file)
            try Data(source.replacingOccurrences(of: bug.right, with: bug.wrong).utf8).write(to: copy)
            files[index] = copy.path
        }
        let differences = Self.differences(try Device.replay(files, seed: Self.seed, .hardware))
        #expect(Set(differences.keys) == Set(Replay.Subject.allCases))
    }
}
