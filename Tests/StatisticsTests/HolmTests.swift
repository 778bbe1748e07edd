import Testing

@testable import Statistics

/// Holm's procedure and the sign test against slow ones from their definitions.
@Suite struct HolmTests {
    /// Rejections by the closure principle, of which Holm's procedure is the shortcut: a hypothesis is
    /// rejected when every intersection it is part of is, by Bonferroni's test. Missing members have p = 1.
    private func closedTest(_ pValues: [Double], familySize: Int, alpha: Double) -> [Bool] {
        let family = pValues + [Double](repeating: 1, count: familySize - pValues.count)
        return pValues.indices.map { member in
            (1..<(1 << familySize)).filter { $0 >> member & 1 == 1 }.allSatisfy { subset in
                let members = family.indices.filter { subset >> $0 & 1 == 1 }
                return members.contains { family[$0] <= alpha / Double(members.count) }
            }
        }
    }

    /// The two-sided sign test against a band's edges, by adding up whole numbers; at most 60 rounds.
    private func signTest(_ logRatios: [Double], edge: Double) -> Double {
        func tail(_ successes: Int) -> Double {
            var coefficient: UInt64 = 1
            var sum: UInt64 = 0
            for k in 0...(logRatios.count - successes) {
                sum += coefficient
                coefficient = coefficient * UInt64(logRatios.count - k) / UInt64(k + 1)
            }
            return 2 * Double(sum) / Double(UInt64(1) << UInt64(logRatios.count))
        }
        return min(1, tail(logRatios.count { $0 > edge }), tail(logRatios.count { $0 < -edge }))
    }

    /// p-values that often tie and often lie exactly on one of Holm's levels.
    private func randomPValue(_ generator: inout SeededGenerator, familySize: Int) -> Double {
        switch generator.integer(below: 4) {
        case 0: 0.05 / Double(1 + generator.integer(below: familySize))
        case 1: 0.004 * Double(generator.integer(below: 5))
        default: generator.uniform() * 0.06
        }
    }

    @Test func levelsRejectWhatTheClosurePrincipleRejects() {
        var generator = SeededGenerator(seed: 30)
        var rejections = 0
        for trial in 0..<600 {
            let familySize = 1 + generator.integer(below: 7)
            let count = 1 + generator.integer(below: familySize)
            let pValues = (0..<count).map { _ in randomPValue(&generator, familySize: familySize) }
            let levels = Holm.levels(pValues: pValues, familySize: familySize, alpha: 0.05)
            let rejected = zip(pValues, levels).map { $0 <= $1 }
            #expect(
                rejected == closedTest(pValues, familySize: familySize, alpha: 0.05),
                "trial \(trial): \(pValues) of \(familySize)")
            rejections += rejected.count { $0 }
        }
        #expect(rejections > 300)
    }

    @Test func levelsStepDownAndStop() {
        let levels = Holm.levels(pValues: [0.5, 0.001, 0.02, 0.003, 0.9], familySize: 5, alpha: 0.02)
        #expect(levels == [3, 5, 3, 4, 3].map { 0.02 / $0 })
        #expect(Holm.levels(pValues: [], familySize: 0, alpha: 0.05).isEmpty)
    }

    private struct Adjusted: Decodable {
        var pValues: [Double]
        var familySize: Int
        var adjusted: [Double]
    }

    @Test func adjustedPValuesAreThoseOfTheDefinition() throws {
        for expected in try fixture("holm", as: [Adjusted].self) {
            let adjusted = try Holm.adjusted(expected.pValues, familySize: expected.familySize)
            #expect(zip(adjusted, expected.adjusted).allSatisfy { close($0, $1) })
            #expect(adjusted.count == expected.adjusted.count)
            // A hypothesis is rejected at a level exactly where its adjusted p-value is at most that; not for levels
            // that are an adjusted p-value themselves, where the two divide and multiply by the same number.
            let levels = Holm.levels(pValues: expected.pValues, familySize: expected.familySize, alpha: 0.0123)
            #expect(zip(expected.pValues, levels).map { $0 <= $1 } == adjusted.map { $0 <= 0.0123 })
        }
        #expect(throws: StatisticsError.self) { try Holm.adjusted([0.1, 0.2], familySize: 1) }
        #expect(throws: StatisticsError.self) { try Holm.adjusted([1.1], familySize: 1) }
        #expect(throws: StatisticsError.self) { try Holm.adjusted([.nan], familySize: 1) }
    }

    /// Random questions of few and many rounds, ties on the edges included. Returns how many verdicts differ
    /// from Holm's rejections of sign tests, and how many rejections there were.
    private func disagreements(
        judge: (_ logRatios: [[Double]], _ familySize: Int) throws -> [Judgement]
    ) rethrows -> (differ: Int, rejections: Int) {
        var generator = SeededGenerator(seed: 31)
        let edge = EquivalenceBand.standard.edge
        var differ = 0
        var rejections = 0
        for _ in 0..<400 {
            let familySize = 1 + generator.integer(below: 6)
            let count = 1 + generator.integer(below: familySize)
            let logRatios = (0..<count).map { _ in
                let rounds = 1 + generator.integer(below: 60)
                let centre = Double(generator.integer(below: 9) - 4) * edge
                return (0..<rounds).map { _ in
                    generator.integer(below: 10) == 0 ? edge : centre + edge * generator.gaussian()
                }
            }
            let expected = closedTest(
                logRatios.map { signTest($0, edge: edge) }, familySize: familySize, alpha: 0.01)
            let judgements = try judge(logRatios, familySize)
            for (judgement, rejected) in zip(judgements, expected) {
                if (judgement.verdict == .better || judgement.verdict == .worse) != rejected { differ += 1 }
                if rejected { rejections += 1 }
            }
        }
        return (differ, rejections)
    }

    @Test func verdictsAreExactlyHolmsRejectionsOfSignTests() throws {
        let found = try disagreements { logRatios, familySize in
            try Comparisons.judge(logRatios, familySize: familySize, direction: .lower)
        }
        #expect(found.differ == 0 && found.rejections > 200, "\(found)")
    }

    /// Seeded bugs: no correction at all; every comparison at Bonferroni's level.
    @Test func otherCorrectionsAreCaught() throws {
        func judgeEach(_ logRatios: [[Double]], alpha: Double) throws -> [Judgement] {
            try logRatios.map {
                Judgement(
                    of: Comparison(try LogRatios($0, named: "test"), direction: .lower), level: alpha,
                    adjustedPValue: alpha)
            }
        }
        let uncorrected = try disagreements { logRatios, _ in try judgeEach(logRatios, alpha: 0.01) }
        let bonferroni = try disagreements { logRatios, familySize in
            try judgeEach(logRatios, alpha: 0.01 / Double(familySize))
        }
        #expect(uncorrected.differ > 0 && bonferroni.differ > 0)
    }
}
