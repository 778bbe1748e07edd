import Foundation
import Statistics
import TestSupport
import Testing

@testable import Compression

/// More than a million messages that may be anything. They are decoded in a process of their own, which must live on
/// and stay small.
@Suite("Hostile messages") struct HostileMessageTests {
    /// What memory may grow by.
    private static let mostGrowth = 64 << 20

    private static let output: [any PartialKeyPath<ExitTest.Result> & Sendable] = [\.standardOutputContent]

    private static func seed(_ test: String) -> UInt64 {
        var generator = SeededGenerator(for: test)
        return generator.next()
    }

    /// Runs a trial of at least so many inputs, says how many there were, and holds the trial against what must never
    /// be.
    private static func run(atLeast least: Int, _ body: (HostileTrial) throws -> Void) throws {
        let trial = try HostileTrial()
        let before = PeakMemory.bytes
        try body(trial)
        if let before, let after = PeakMemory.bytes {
            #expect(after - before < mostGrowth, "\((after - before) >> 10) KiB more were resident")
        }
        #expect(trial.problems.isEmpty, "\(trial.problems.joined(separator: "\n"))")
        #expect(trial.inputs >= least)
        print("\(trial.inputs) messages, \(trial.decoded) of them decoded")
    }

    /// Prints how many messages a process has decoded.
    private static func show(_ result: ExitTest.Result?, _ test: String = #function) {
        let lines = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self).split(separator: "\n")
        for line in lines where line.contains("messages,") { print("\(test): \(line)") }
    }

    @Test("A message cut anywhere, with a bit turned or a byte behind it is refused") func cutsAndFlips() async {
        let result = await #expect(processExitsWith: .success, observing: Self.output) {
            try Self.run(atLeast: 200_000) { trial in
                for valid in try ValidMessage.all(of: [0, 1, 7, 64]) {
                    #expect(trial.decode(valid.bytes, count: valid.count) == nil)
                    for length in 0..<valid.bytes.count {
                        trial.refuse(Array(valid.bytes[..<length]), count: valid.count, "cut after \(length)")
                    }
                    trial.refuse(valid.bytes + [0], count: valid.count, "a byte behind")
                    guard valid.bytes.count <= 200 else { continue }
                    var changed = valid.bytes
                    for bit in 0..<8 * changed.count {
                        changed[bit / 8] ^= 1 << UInt8(bit % 8)
                        trial.refuse(changed, count: valid.count, "bit \(bit) turned")
                        changed[bit / 8] ^= 1 << UInt8(bit % 8)
                    }
                }
            }
        }
        Self.show(result)
    }

    @Test("Changed messages with a right checksum are refused, or decoded to finite elements") func changes() async {
        let seed = Self.seed(#function)
        let result = await #expect(processExitsWith: .success, observing: Self.output) { [seed = seed as UInt64] in
            try Self.run(atLeast: 1_000_000) { trial in
                let valid = try ValidMessage.all(of: [0, 1, 2, 5, 7, 8, 9, 63, 64, 65, 129, 1000])
                var mutator = MessageMutator(valid, seed: seed)
                for _ in 0..<1_000_000 {
                    let message = mutator.next()
                    trial.decode(message.bytes, count: message.count)
                }
                // So many are right that every decoder was reached, and so few that the changes were felt.
                #expect(trial.formats == Set(WireFormat.allCases))
                #expect((50_000..<500_000).contains(trial.decoded))
            }
        }
        Self.show(result)
    }

    @Test("Payloads changed before their lossless stage, or behind it, likewise") func stages() async {
        let seed = Self.seed(#function)
        let result = await #expect(processExitsWith: .success, observing: Self.output) { [seed = seed as UInt64] in
            try Self.run(atLeast: 0) { trial in
                let valid = try ValidMessage.all(of: [0, 1, 7, 64, 65, 300])
                for stage in EveryCodec.stages {
                    guard let compressor = try stage.compressor() else { continue }
                    var mutator = MessageMutator(valid, seed: seed)
                    for _ in 0..<50_000 {
                        let message = try mutator.nextStaged(compressor, stage)
                        trial.decode(message.bytes, count: message.count)
                    }
                    #expect(trial.formats == Set(WireFormat.allCases).subtracting([.parts]))
                }
            }
        }
        Self.show(result)
    }

    @Test("Random bytes are refused") func garbage() async {
        let seed = Self.seed(#function)
        let result = await #expect(processExitsWith: .success, observing: Self.output) { [seed = seed as UInt64] in
            try Self.run(atLeast: 100_000) { trial in
                var mutator = MessageMutator(try ValidMessage.all(of: [1]), seed: seed)
                for i in 0..<100_000 { trial.decode(mutator.garbage(), count: [0, 1, 7, 1000][i % 4]) }
                #expect(trial.decoded < 1000)
            }
        }
        Self.show(result)
    }

    @Test("Sizes and codes that are absurd are refused") func absurd() async {
        let result = await #expect(processExitsWith: .success, observing: Self.output) {
            try Self.run(atLeast: 300) { trial in
                for count in [3, 64, 1000] {
                    for (why, message) in try AbsurdMessages(of: count).all { trial.refuse(message, count: count, why) }
                }
            }
        }
        Self.show(result)
    }

    @Test("A decoder of 2^31 − 1 elements refuses what is too short for them before it writes one")
    func longest() async {
        await #expect(processExitsWith: .success) {
            let count = Int(Int32.max)
            let decoder = try GradientDecoder(count: count)
            var one: Float = 0
            for format in WireFormat.allCases where ![.sparse, .random, .parts].contains(format) {
                for rest in [[], [UInt8](repeating: 0, count: 64)] {
                    let parameters: [UInt8] = .words(format == .lowRank ? 1 : 0) + (format == .qsgd ? .words(4) : [])
                    let message = [UInt8].message(format, elements: count, parameters: parameters, payload: rest)
                    #expect(throws: CompressionError.self) {
                        try message.withUnsafeBytes { try decoder.decode($0, into: &one) }
                    }
                }
            }
            #expect(one == 0)
        }
    }

    @Test("A decoder keeps no more memory for parts that are other ones each time") func partsOfAllSizes() async {
        await #expect(processExitsWith: .success) {
            let count = 4000
            let decoder = try GradientDecoder(count: count)
            var gradient = [Float](repeating: 0, count: count)
            func part(_ count: Int) throws -> [UInt8] {
                try Codec("threshold/0").encoder(count: count, seed: 1).message(of: .init(repeating: 1, count: count))
            }
            var before: Int?
            for first in 0...count / 2 {
                let message = try [UInt8].message(of: [part(first), part(count - first)], elements: count)
                try message.withUnsafeBytes { try decoder.decode($0, into: &gradient) }
                #expect(gradient.allSatisfy { $0 == 1 })
                if first == 100 { before = PeakMemory.bytes }
            }
            if let before, let after = PeakMemory.bytes { #expect(after - before < 16 << 20) }
        }
    }

    @Test("The trial notices what must not be") func seededBugs() throws {
        let trial = try HostileTrial(mostElements: 8)
        let message = try Codec("fp32").encoder(count: 2, seed: 0).message(of: [1, 2])
        trial.refuse(message, count: 2, "right")
        #expect(trial.problems.count == 1)
        trial.decode(message, count: 9)
        #expect(trial.problems.count == 2 && trial.inputs == 2)
    }
}
