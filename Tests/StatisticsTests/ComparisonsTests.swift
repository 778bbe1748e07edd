import Testing

@testable import Statistics

@Suite struct ComparisonsTests {
    private struct Question: Decodable {
        var logRatios: [[Double]]
        var familySize: Int
        var pValues: [Double]
        var ratios: [Double]
        /// The side of the band on which Holm's procedure at 0.01 rejects, for a lower-is-better metric.
        var beyond: [String?]
    }

    @Test func judgementsAreThoseOfSciPy() throws {
        var decided = 0
        for question in try fixture("judgements", as: [Question].self) {
            let judgements = try Comparisons.judge(
                question.logRatios, familySize: question.familySize, direction: .lower)
            for (index, judgement) in judgements.enumerated() {
                let logRatios = try LogRatios(question.logRatios[index], named: "test")
                #expect(close(logRatios.pValue(outside: .standard), question.pValues[index]))
                #expect(close(judgement.ratio, question.ratios[index]))
                #expect(judgement.count == question.logRatios[index].count)
                let beyond: Verdict? =
                    [.better, .worse].contains(judgement.verdict) ? judgement.verdict : nil
                #expect(beyond?.rawValue == question.beyond[index], "\(judgement)")
                if beyond != nil { decided += 1 }
            }
        }
        #expect(decided > 20)
    }

    @Test func tooFewRoundsShowTheirRangeAndDecideNothing() throws {
        let judgement = try Comparisons.judge([[-0.5, -0.4, -0.6]], familySize: 1, direction: .lower)[0]
        #expect(judgement.verdict == .undecided)
        #expect(close(judgement.confidence, 0.75))
        #expect(
            close(judgement.low, 0.548_811_636_094_026_4) && close(judgement.high, 0.670_320_046_035_639_3))
        let single = try Comparisons.judge([[-0.5]], familySize: 1, direction: .lower)[0]
        #expect(single.confidence == 0 && single.low == single.high && single.verdict == .undecided)
    }

    @Test func swappingTheVariantsSwapsTheVerdict() throws {
        var generator = SeededGenerator(seed: 40)
        for _ in 0..<200 {
            let centre = 0.02 * generator.gaussian()
            let logRatios = (0..<40).map { _ in centre + 0.01 * generator.gaussian() }
            let there = try Comparisons.judge([logRatios], familySize: 1, direction: .lower)
            let back = try Comparisons.judge([logRatios.map { -$0 }], familySize: 1, direction: .lower)
            let swapped: [Verdict: Verdict] = [.better: .worse, .worse: .better]
            #expect(back[0].verdict == swapped[there[0].verdict] ?? there[0].verdict)
        }
    }

    /// A filter takes comparisons away, but not from the family: no verdict becomes a decision by it.
    @Test func filtersMakeNoVerdictEasier() throws {
        var generator = SeededGenerator(seed: 41)
        for trial in 0..<200 {
            let logRatios = (0..<6).map { _ in
                let centre = 0.01 * generator.gaussian()
                return (0..<60).map { _ in centre + 0.01 * generator.gaussian() }
            }
            let all = try Comparisons.judge(logRatios, familySize: 6, direction: .lower)
            let kept = (0..<6).filter { _ in generator.integer(below: 2) == 0 }
            let some = try Comparisons.judge(kept.map { logRatios[$0] }, familySize: 6, direction: .lower)
            for (index, judgement) in zip(kept, some) where judgement.verdict != .undecided {
                #expect(judgement.verdict == all[index].verdict, "trial \(trial), comparison \(index)")
            }
        }
    }

    @Test func badInputIsNamed() {
        #expect(throws: StatisticsError.empty("log ratios of comparison 2")) {
            try Comparisons.judge([[0], []], familySize: 2, direction: .lower)
        }
        #expect(throws: StatisticsError.notFinite("log ratios of comparison 1", index: 2)) {
            try Comparisons.judge([[0, 0, .nan]], familySize: 1, direction: .lower)
        }
        #expect(throws: StatisticsError.self) {
            try Comparisons.judge([[0], [0]], familySize: 1, direction: .lower)
        }
        #expect(throws: StatisticsError.self) {
            try Comparisons.judge([[0]], familySize: 1, alpha: 1, direction: .lower)
        }
    }

    @Test func messagesNamePlaceCauseAndRemedy() {
        let messages: [(StatisticsError, String)] = [
            (.empty("series"), "series: no values; at least one is needed"),
            (
                .notFinite("times", index: 3),
                "times: the value at index 3 is not finite; leave failed measurements out"
            ),
            (
                .outOfRange("alpha", value: 2, allowed: "a fraction above 0 and below 1"),
                "alpha: 2.0 is out of range; use a fraction above 0 and below 1"
            ),
            (
                .unpaired("conv1", baseline: 3, variant: 4),
                "conv1: 3 values of the baseline, 4 of the variant; give one of each per round"
            ),
        ]
        for (error, message) in messages { #expect(error.description == message) }
    }
}
