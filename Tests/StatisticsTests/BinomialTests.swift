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
