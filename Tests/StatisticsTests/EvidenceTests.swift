import RealModule
import Testing

@testable import Statistics

/// Launches, paired and not, against SciPy; and what all kinds of evidence have to hold.
@Suite struct EvidenceTests {
    private struct Interval: Decodable {
        var alpha, low, high: Double
        var achieved: Double?
    }

    private struct Unpaired: Decodable {
        var baseline, variant: [Double]
        var estimate, outside: Double
        var intervals: [Interval]
    }

    private struct Paired: Decodable {
        var logRatios: [Double]
        var estimate, pValue, outside: Double
        var intervals: [Interval]
    }

    private func near(_ value: Double, _ expected: Double) -> Bool {
        abs(value - expected) <= 1e-12 || close(value, expected, relative: 1e-9)
    }

    @Test func shiftsAreThoseThatSciPyDoesNotReject() throws {
        for expected in try fixture("unpaired-launches", as: [Unpaired].self) {
            let launches = try UnpairedLaunches(
                baseline: expected.baseline, variant: expected.variant, named: "test")
            #expect(near(launches.estimate, expected.estimate), "\(expected)")
            let outside = launches.pValue(outside: .standard)
            #expect(close(outside, expected.outside, relative: 1e-9), "\(outside) for \(expected)")
            let values = expected.variant + expected.baseline
            let isExact =
                Set(values).count == values.count && expected.variant.count * expected.baseline.count <= 2500
            let test = try MannWhitney(expected.variant, expected.baseline, method: isExact ? .exact : nil)
            #expect(launches.pValue == test.pValue)
            for wanted in expected.intervals {
                let found = launches.interval(alpha: wanted.alpha)
                #expect(near(found.low, wanted.low) && near(found.high, wanted.high), "\(found) for \(wanted)")
                let achieved = try #require(wanted.achieved)
                // Where differences tie, the gap beyond all of them is surer than the rank of the innermost.
                #expect(found.alpha >= achieved * (1 - 1e-9) && found.alpha <= max(wanted.alpha, achieved) * (1 + 1e-9))
            }
        }
    }

    @Test func pairsAreJudgedAsBySciPy() throws {
        for expected in try fixture("paired-launches", as: [Paired].self) {
            let pairs = try PairedLaunches(expected.logRatios, named: "test")
            #expect(close(pairs.estimate, expected.estimate, relative: 1e-9))
            #expect(close(pairs.pValue, expected.pValue, relative: 1e-9), "\(pairs.pValue) for \(expected)")
            #expect(close(pairs.pValue(outside: .standard), expected.outside, relative: 1e-9), "\(expected)")
            for wanted in expected.intervals {
                let found = pairs.interval(alpha: wanted.alpha)
                #expect(close(found.low, wanted.low, relative: 1e-9), "\(found) for \(wanted)")
                #expect(close(found.high, wanted.high, relative: 1e-9), "\(found) for \(wanted)")
                #expect(found.alpha == wanted.alpha)
            }
        }
    }

    /// Random evidence of all kinds, few units and many, with ties and without.
    private func randomEvidence(_ generator: inout SeededGenerator, size: Int? = nil) throws -> any Evidence {
        let rounded = generator.integer(below: 3) == 0
        let effect = 0.01 * generator.gaussian()
        func values(_ centre: Double) -> [Double] {
            (0..<(size ?? 1 + generator.integer(below: 25))).map { _ in
                let value = centre + 0.005 * generator.gaussian()
                return rounded ? (value * 200).rounded() / 200 : value
            }
        }
        switch generator.integer(below: 3) {
        case 0: return try LogRatios(values(effect), named: "test")
        case 1: return try PairedLaunches(values(effect), named: "test")
        default: return try UnpairedLaunches(baseline: values(0), variant: values(effect), named: "test")
        }
    }

    /// The interval lies beyond the band exactly where the p-value is at most the level.
    @Test func intervalAndPValueAreOneTest() throws {
        var generator = SeededGenerator(seed: 72)
        var rejections = 0
        for trial in 0..<3000 {
            let evidence = try randomEvidence(&generator)
            let alpha = [0.2, 0.05, 0.01, 0.001][generator.integer(below: 4)]
            let band = try EquivalenceBand(fraction: 0.005 * Double(generator.integer(below: 3)))
            let interval = evidence.interval(alpha: alpha)
            let verdict = Verdict(logRatio: interval, alpha: alpha, band: band, direction: .lower)
            let rejected = evidence.pValue(outside: band) <= alpha
            #expect((verdict == .better || verdict == .worse) == rejected, "trial \(trial): \(evidence), \(alpha)")
            #expect(interval.low <= evidence.estimate && evidence.estimate <= interval.high, "trial \(trial)")
            if rejected { rejections += 1 }
        }
        #expect(rejections > 500, "\(rejections)")
    }

    /// Identical builds on both sides of every kind: at 20 % one in five is called different, or fewer.
    @Test(arguments: [3, 6, 15])
    func levelsHoldWithoutADifference(count: Int) throws {
        var generator = SeededGenerator(seed: 73)
        func values(_ shared: Double = 0) -> [Double] { (0..<count).map { _ in shared + generator.gaussian() } }
        let repeats = 3000
        let wrong = try (0..<repeats).reduce(into: (unpaired: 0, paired: 0)) { wrong, _ in
            let unpaired = try UnpairedLaunches(baseline: values(), variant: values(), named: "test")
            if unpaired.pValue(outside: .none) <= 0.2 { wrong.unpaired += 1 }
            if try PairedLaunches(values(), named: "test").pValue(outside: .none) <= 0.2 { wrong.paired += 1 }
        }
        // Four standard errors above a fifth.
        #expect(wrong.unpaired < 690 && wrong.paired < 690 && wrong.paired > 510, "\(wrong)")
    }

    @Test func tooFewUnitsDecideNothing() throws {
        let two = try PairedLaunches([-0.5, -0.4], named: "test")
        #expect(two.pValue == 1 && two.pValue(outside: .standard) == 1)
        #expect(two.interval(alpha: 0.01) == ConfidenceInterval(low: -0.5, high: -0.4, alpha: 0.5))
        let one = try PairedLaunches([-0.5], named: "test")
        #expect(one.interval(alpha: 0.01).confidence == 0 && one.countNeeded(alpha: 0.01, band: .standard) == nil)
        let launches = try UnpairedLaunches(baseline: [0, 1, 2], variant: [10, 11, 12], named: "test")
        let interval = launches.interval(alpha: 0.05)
        #expect(interval.low == 8 && interval.high == 12 && close(interval.alpha, 0.1))
        let judgements = try Comparisons.judge(
            [Comparison(two, direction: .lower), Comparison(launches, direction: .lower)], familySize: 2, alpha: 0.05)
        #expect(judgements.allSatisfy { $0.verdict == .undecided })
    }

    /// Counted figures are the same in every launch.
    @Test func figuresWithoutSpreadAreJudged() throws {
        let more = try PairedLaunches([0.1, 0.1, 0.1], named: "test")
        #expect(more.pValue == 0 && more.interval(alpha: 1e-9) == .init(low: 0.1, high: 0.1, alpha: 1e-9))
        #expect(more.countNeeded(alpha: 1e-9, band: .standard) == 3)
        let same = try PairedLaunches([0, 0, 0], named: "test")
        #expect(same.pValue == 1 && same.interval(alpha: 0.01).high == 0)
        let launches = try UnpairedLaunches(
            baseline: [Double](repeating: 2, count: 12), variant: [Double](repeating: 3, count: 12), named: "test")
        let judged = try Comparisons.judge([Comparison(launches, direction: .lower)], familySize: 1)[0]
        #expect(judged.verdict == .worse && judged.low == judged.high)
    }

    @Test func judgementsCarryBothPValues() throws {
        let noise = (0..<20).map { 0.001 * Double($0 % 3 - 1) }
        let question = [0.02, 0.001].map { effect in noise.map { effect + $0 } }
        let judgements = try Comparisons.judge(question, familySize: 4, direction: .lower)
        let pValues = try question.map { try LogRatios($0, named: "test").pValue }
        #expect(judgements.map(\.pValue) == pValues)
        #expect(judgements.map(\.adjustedPValue) == (try Holm.adjusted(pValues, familySize: 4)))
        let levels: [Double] = [0.01 / 4, 0.01 / 3]
        #expect(judgements.map(\.level) == levels)
    }
}
