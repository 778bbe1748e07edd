import Statistics
import TestSupport
import Testing

/// What is drawn by lot is the element on average, each draw for itself, over 20,000 messages of one encoder.
@Suite struct UnbiasednessTests {
    private static let draws = 20_000

    struct Trial: CustomTestStringConvertible {
        let codec: String
        let law: @Sendable (_ gradient: [Float]) -> MeanLaw
        var testDescription: String { codec }
    }

    static let trials: [Trial] = {
        var trials = [Trial(codec: "terngrad") { .ternary($0) }, Trial(codec: "natural") { .natural($0) }]
        for (levels, isLargest) in [(1, false), (4, false), (31, false), (1, true), (7, true), (127, true)] {
            for coding in ["", "/elias"] {
                trials.append(
                    Trial(codec: "qsgd/\(levels)\(isLargest ? "/max" : "")\(coding)") { gradient in
                        .qsgd(gradient, levels: levels, isLargest: isLargest)
                    })
            }
        }
        for share in [0.02, 0.25, 0.5] {
            trials.append(
                Trial(codec: "random-k/\(share)/unbiased") { gradient in
                    .random(gradient, kept: SparsifierLaws.kept(share, of: gradient.count))
                })
        }
        return trials
    }()

    /// 65 elements: more than vectors, fewer than bytes of bits.
    private static func gradients() -> [[Float]] {
        var generator = SeededGenerator(for: "unbiasedness")
        return [GradientKind.gaussian, .heavyTailed].map { $0.elements(65, using: &generator) }
            + [(0..<65).map { Float($0 - 32) / 32 }]
    }

    @Test(arguments: trials) func drawsAreTheElementOnAverage(_ trial: Trial) throws {
        for gradient in Self.gradients() {
            let sender = try Sender(trial.codec, count: gradient.count, seed: UInt64(gradient[1].bitPattern))
            let fault = try trial.law(gradient).violation(draws: Self.draws) { try sender.send(gradient).decoded }
            #expect(fault == nil)
        }
    }

    /// Powers of two of all sizes, from what is below 2^-126 on.
    @Test func naturalCompressionIsTheElementOnAverageInAllSizes() throws {
        let gradient = (0..<65).map {
            Float(sign: $0 % 2 == 0 ? .plus : .minus, exponent: 4 * $0 - 140, significand: 1.375)
        }
        let sender = try Sender("natural", count: 65)
        #expect(try MeanLaw.natural(gradient).violation(draws: Self.draws) { try sender.send(gradient).decoded } == nil)
    }

    @Test("What QSGD errs by is within min(n/s², √n/s)·‖x‖²") func boundOfTheVariance() {
        for gradient in Self.gradients() {
            let (count, squares) = (Double(gradient.count), gradient.reduce(0) { $0 + Double($1) * Double($1) })
            for levels in [1.0, 2, 4, 8, 31, 127] {
                let law = MeanLaw.qsgd(gradient, levels: Int(levels), isLargest: false)
                let bound = min(count / (levels * levels), count.squareRoot() / levels) * squares
                #expect(law.variances.reduce(0, +) <= bound, "\(levels)")
            }
        }
    }

    /// The law's verdict on draws that lots of a test's own make.
    private func fault(
        _ law: MeanLaw, _ scale: Double, _ level: (_ draw: Int, _ index: Int, _ share: Double, _ lot: Double) -> Double
    ) -> String? {
        var generator = SeededGenerator(seed: 5)
        var draw = -1
        return law.violation(draws: Self.draws) {
            draw += 1
            return law.gradient.enumerated().map { index, x in
                let size = level(draw, index, abs(x) / scale, generator.uniform())
                return Float(x < 0 ? -size * scale : size * scale)
            }
        }
    }

    @Test("Biased roundings and lots that depend on each other are reported") func seededBugs() {
        let gradient = (0..<65).map { Float($0 - 32) / 32 }
        let scale = 1.0 / 7
        let law = MeanLaw(gradient, scale: scale)
        var fixed = SeededGenerator(seed: 6)
        let lots = (0..<Self.draws / 2 * 65).map { _ in fixed.uniform() }
        func drawn(_ share: Double, _ lot: Double) -> Double { (share + lot).rounded(.down) }
        #expect(fault(law, scale) { _, _, share, lot in drawn(share, lot) } == nil)
        #expect(fault(law, scale) { _, _, share, _ in share.rounded(.down) } != nil, "always down")
        #expect(fault(law, scale) { _, _, share, _ in share.rounded() } != nil, "to nearest")
        #expect(fault(law, scale) { _, _, share, lot in drawn(share, lot * 0.98) } != nil, "a little less")
        func coarse(_ lot: Double) -> Double { (lot * 16).rounded(.down) / 16 }
        #expect(fault(law, scale) { _, _, share, lot in drawn(share, coarse(lot)) } != nil, "four bits")
        #expect(fault(law, scale) { draw, _, share, _ in drawn(share, lots[draw]) } != nil, "one lot for all elements")
        #expect(fault(law, scale) { _, index, share, _ in drawn(share, lots[index]) } != nil, "the same in each draw")
        #expect(
            fault(law, scale) { draw, index, share, _ in drawn(share, lots[draw / 2 * 65 + index]) } != nil, "twice")
        #expect(fault(law, scale) { _, _, share, lot in lot < 0.5 ? 2 * share : 0 } != nil, "too far away")
    }

    @Test("Elements of a sample that are not scaled, or drawn more often, are reported") func samples() throws {
        let gradient = [Float](repeating: 1, count: 64)
        let law = MeanLaw.random(gradient, kept: 16)
        let plain = try Sender("random-k/0.25", count: 64)
        #expect(try law.violation(draws: 10_000) { try plain.send(gradient).decoded } != nil)
        var generator = SeededGenerator(seed: 8)
        // Each by its own lot: as many on average, but not in each sample.
        let apart = law.violation(draws: 10_000) { gradient.map { _ in generator.integer(below: 4) == 0 ? 4 : 0 } }
        #expect(apart == nil || apart?.contains("depend") == true)
        let uneven = law.violation(draws: 10_000) {
            (0..<64).map { ($0 + generator.integer(below: 60)) % 64 < 16 ? 4 : 0 }
        }
        #expect(uneven != nil)
    }
}
