import Testing

@testable import Statistics

@Suite struct ClopperPearsonTests {
    private struct Case: Decodable {
        var successes, trials: Int
        var confidence, low, high, upperBound: Double
    }

    @Test func boundsAreThoseOfSciPy() throws {
        for expected in try fixture("clopper-pearson", as: [Case].self) {
            let interval = try ClopperPearson.interval(
                successes: expected.successes, of: expected.trials, confidence: expected.confidence)
            let bound = try ClopperPearson.upperBound(
                successes: expected.successes, of: expected.trials, confidence: expected.confidence)
            #expect(close(interval.low, expected.low, relative: 1e-10), "\(interval) for \(expected)")
            #expect(close(interval.high, expected.high, relative: 1e-10), "\(interval) for \(expected)")
            #expect(close(bound, expected.upperBound, relative: 1e-10), "\(bound) for \(expected)")
        }
    }

    /// No success in n trials bounds the probability by 1 − α^(1/n): the rule of three.
    @Test func noSuccessGivesTheClosedForm() throws {
        let bound = try ClopperPearson.upperBound(successes: 0, of: 300, confidence: 0.95)
        #expect(abs(bound - 0.009_936_1) < 1e-6)
    }

    @Test func impossibleCountsAreRefused() {
        #expect(throws: StatisticsError.outOfRange("trials", value: 0, allowed: "at least 1")) {
            try ClopperPearson.upperBound(successes: 0, of: 0, confidence: 0.95)
        }
        for successes in [-1, 11] {
            #expect(throws: StatisticsError.self) {
                try ClopperPearson.interval(successes: successes, of: 10, confidence: 0.95)
            }
        }
        #expect(throws: StatisticsError.self) {
            try ClopperPearson.interval(successes: 1, of: 10, confidence: 1)
        }
    }
}
