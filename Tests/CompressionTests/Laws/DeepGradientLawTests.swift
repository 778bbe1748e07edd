import Statistics
import TestSupport
import Testing

/// Deep gradient compression over 50 steps, against its definition.
@Suite struct DeepGradientLawTests {
    /// Multiples of 2^-12: the sum of their squares is the same in any order.
    private func gradient(_ count: Int, using generator: inout SeededGenerator) -> [Float] {
        (0..<count).map { _ in Float((generator.gaussian() * 64).rounded()) * 0x1p-12 }
    }

    /// What the first of 50 steps has against an oracle.
    private func violation(
        _ codec: String, count: Int = 1000,
        _ change: (_ step: Int, _ oracle: inout DeepGradientOracle, _ transfer: inout Transfer) -> Void
    ) throws -> String? {
        var generator = SeededGenerator(for: codec)
        let sender = try Sender(codec, count: count)
        var oracle = DeepGradientOracle(count: count, share: 0.02)
        for step in 0..<50 {
            var transfer = try sender.send(gradient(count, using: &generator))
            change(step, &oracle, &transfer)
            if let text = oracle.violation(transfer, residual: sender.carriedOver, inStep: step) { return text }
        }
        return nil
    }

    /// What a quarter of the share before is in each epoch, down to the codec's.
    private func warmedUp(_ share: Double, _ step: Int, stepsPerEpoch: Int) -> Double {
        let shares = [0.25, 0.0625, 0.015625, 0.00390625, 0.0009765625]
        return max(shares[min(step / stepsPerEpoch, shares.count - 1)], share)
    }

    @Test(arguments: ["", "/gaps"] + Sender.stages) func sendsTheLargestSums(_ option: String) throws {
        let fault = try violation("dgc/0.02\(option)") { _, _, _ in }
        #expect(fault == nil)
    }

    @Test func anyNumberOfElements() throws {
        for count in [0, 1, 7, 8, 9, 63, 64, 65, 999, 4097] {
            let fault = try violation("dgc/0.02", count: count) { _, _, _ in }
            #expect(fault == nil, "\(count)")
        }
    }

    @Test func momentumAndClipping() throws {
        #expect(try violation("dgc/0.02/momentum-0.5") { _, oracle, _ in oracle.momentum = 0.5 } == nil)
        // Norms are near √1000/64 = 0.5.
        for clip in [0.1, 0.49, 0.5, 100] {
            #expect(try violation("dgc/0.02/clip-\(clip)") { _, oracle, _ in oracle.clip = clip } == nil)
        }
    }

    @Test func warmUpSchedule() throws {
        for (share, last) in [(0.001, 1), (0.02, 20), (0.3, 300)] {
            var kept: [Int] = []
            let fault = try violation("dgc/\(share)/warm-up-8") { step, oracle, transfer in
                oracle.share = warmedUp(share, step, stepsPerEpoch: 8)
                if step % 8 == 0 { kept.append(Int(transfer.word(at: 16))) }
            }
            #expect(fault == nil)
            let expected = [250, 63, 16, 4].map { max($0, last) }
            #expect(Array(kept.prefix(4)) == expected && kept.last == last, "\(kept)")
        }
    }

    @Test func aClippedGradientHasTheNormAsked() throws {
        var generator = SeededGenerator(for: "clipped norm")
        let transfer = try Sender("dgc/1/clip-0.01", count: 5000).send(gradient(5000, using: &generator))
        let norm = transfer.decoded.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        #expect(abs(norm - 0.01) < 1e-7)
    }

    @Test func seededBugsAreReported() throws {
        #expect(try violation("dgc/0.02") { _, oracle, _ in oracle.momentum = 0.89 } != nil, "another momentum")
        #expect(try violation("dgc/0.02/clip-0.4") { _, _, _ in } != nil, "clipping")
        #expect(try violation("dgc/0.02/warm-up-8") { _, _, _ in } != nil, "warming up")
        #expect(try violation("dgc/0.03") { _, _, _ in } != nil, "another share")
        #expect(
            try violation("dgc/0.02") { _, oracle, _ in oracle.isMomentumMasked = false } != nil, "momenta not masked")
        #expect(
            try violation("dgc/0.02") { _, _, transfer in
                if let last = transfer.decoded.lastIndex(where: { $0 != 0 }) { transfer.decoded[last] = 0 }
            } != nil, "one not sent")
    }
}
