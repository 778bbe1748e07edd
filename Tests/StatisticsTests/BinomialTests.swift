import Testing

@testable import Statistics

@Suite struct BinomialTests {
    private struct Case: Decodable {
        var trials: Int
        var probability: Double
        var successes: Int
        var pmf, cdf, survival: Double
    }

    @Test func pmfIsThatOfExactArithmetic() throws {
        for expected in try fixture("binomial", as: [Case].self) {
            let binomial = Binomial(trials: expected.trials, probability: expected.probability)
            let pmf = binomial.pmf(expected.successes)
            #expect(close(pmf, expected.pmf, relative: 1e-12), "\(pmf) for \(expected)")
        }
    }

    @Test func tailsAreThoseOfSciPy() throws {
        for expected in try fixture("binomial", as: [Case].self) {
            let binomial = Binomial(trials: expected.trials, probability: expected.probability)
            let cdf = binomial.cdf(expected.successes)
            let survival = binomial.survival(expected.successes)
            #expect(close(cdf, expected.cdf, relative: 1e-11), "\(cdf) for \(expected)")
            #expect(close(survival, expected.survival, relative: 1e-11), "\(survival) for \(expected)")
        }
    }

    @Test func certainOutcomesAreExact() {
        for (probability, sure) in [(0.0, 0), (1.0, 7)] {
            let binomial = Binomial(trials: 7, probability: probability)
            for successes in -1...8 {
                #expect(binomial.pmf(successes) == (successes == sure ? 1 : 0))
                #expect(binomial.cdf(successes) == (successes >= sure ? 1 : 0))
                #expect(binomial.survival(successes) == (successes < sure ? 1 : 0))
            }
        }
        #expect(Binomial(trials: 0, probability: 0.3).pmf(0) == 1)
    }

    @Test func tailsAddUpToOne() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let trials = 1 + generator.integer(below: 5000)
            let binomial = Binomial(trials: trials, probability: generator.uniform())
            let successes = generator.integer(below: trials + 1)
            let sum = binomial.cdf(successes) + binomial.survival(successes)
            #expect(abs(sum - 1) < 1e-12, "\(binomial) at \(successes)")
        }
    }
}

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
