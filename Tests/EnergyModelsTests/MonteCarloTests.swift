import EnergyModels
import Foundation
import Quantities
import Statistics
import TestSupport
import Testing

@Suite("Answers under doubt")
struct MonteCarloTests {
    /// Sending costs 1 J for certain, so that training costs less exactly where a step takes less than 1 J.
    private func question(step: ProfileNumber, numbers: [ProfileNumber] = []) throws -> Question {
        try #require(
            Question.made(
                Exchange(raw: ByteCount(1000), every: Seconds(86_400)), over: Radios.pass(1, rate: 8000), step: step,
                numbers: numbers))
    }

    @Test("The same seed gives the same digits, another one others")
    func seeds() throws {
        let question = try question(step: .made("step", 1, 0.5, 2), numbers: [.made("transmit-power", 1, 0.8, 1.3)])
        let (first, again, other) = (
            MonteCarlo(question, draws: 5000, seed: 7), MonteCarlo(question, draws: 5000, seed: 7),
            MonteCarlo(question, draws: 5000, seed: 8)
        )
        #expect(first.ratio == again.ratio && first.training == again.training && first.send == again.send)
        #expect(first.ratio != other.ratio)
    }

    @Test("A normal step: the probability that it is below 1 J, and its quantiles, within three standard errors")
    func normal() throws {
        let draws = 100_000
        // The ends are those of a 95 % interval: a standard deviation of 0.1.
        let width = 0.1 * 1.959963984540054
        let trial = MonteCarlo(
            try question(step: .made("step", 1.05, 1.05 - width, 1.05 + width, form: .normal)), draws: draws, seed: 3)
        let expected = 0.5 * erfc(0.5 / 2.0.squareRoot())
        let error = (expected * (1 - expected) / Double(draws)).squareRoot()
        #expect(abs(trial.training - expected) <= 3 * error, "\(trial.training) for \(expected)")
        // A sample quantile's standard error is √(p(1−p)/n) by the density there.
        let density = exp(-1.959963984540054 * 1.959963984540054 / 2) / (0.1 * (2 * Double.pi).squareRoot())
        let tail = (0.025 * 0.975 / Double(draws)).squareRoot() / density
        #expect(abs(trial.train.total.low - (1.05 - width)) <= 3 * tail)
        #expect(abs(trial.train.total.high - (1.05 + width)) <= 3 * tail)
        #expect(trial.send.total.low == 1 && trial.send.total.high == 1)
    }

    @Test("A triangular step: the probability by its distribution, within three standard errors")
    func triangular() throws {
        let draws = 100_000
        let trial = MonteCarlo(try question(step: .made("step", 0.9, 0.6, 1.5)), draws: draws, seed: 4)
        // F(1) = 1 − (b − 1)²/((b − a)(b − c)).
        let expected = 1 - 0.25 / (0.9 * 0.6)
        let error = (expected * (1 - expected) / Double(draws)).squareRoot()
        #expect(abs(trial.training - expected) <= 3 * error, "\(trial.training) for \(expected)")
    }

    @Test("Two normal numbers: their difference is normal")
    func difference() throws {
        let draws = 100_000
        let z = 1.959963984540054
        let question = try question(
            step: .made("step", 1.1, 1.1 - 0.15 * z, 1.1 + 0.15 * z, form: .normal),
            numbers: [.made("transmit-power", 1, 1 - 0.2 * z, 1 + 0.2 * z, form: .normal)])
        let trial = MonteCarlo(question, draws: draws, seed: 5)
        // Standard deviations of 0.15 and 0.2 make one of 0.25.
        let expected = 0.5 * erfc(0.1 / 0.25 / 2.0.squareRoot())
        let error = (expected * (1 - expected) / Double(draws)).squareRoot()
        #expect(abs(trial.training - expected) <= 3 * error, "\(trial.training) for \(expected)")
    }

    @Test("What nobody has checked is reckoned with a wider range")
    func unverified() throws {
        let read = ProfileNumber.made("step", 1, 0.8, 1.25)
        let unverified = ProfileNumber.made("step", 1, 0.7, 1.4, .unverified)
        #expect(read.range == 0.8...1.25)
        #expect(abs(unverified.range.lowerBound - 0.49) < 1e-12 && abs(unverified.range.upperBound - 1.96) < 1e-12)
        let exact = ProfileNumber.made("step", 1, nil, nil, .unverified)
        #expect(abs(exact.range.lowerBound - 0.8) < 1e-12 && abs(exact.range.upperBound - 1.25) < 1e-12)
        // The range of an assumption is itself the doubt.
        var assumed = unverified
        assumed.kind = .assumed
        #expect(abs(assumed.range.lowerBound - 0.7) < 1e-12 && abs(assumed.range.upperBound - 1.4) < 1e-12)
        let (narrow, wide) = try (
            MonteCarlo(question(step: read), draws: 5000, seed: 1).train.total,
            MonteCarlo(question(step: unverified), draws: 5000, seed: 1).train.total
        )
        #expect(wide.high - wide.low > 1.5 * (narrow.high - narrow.low))
    }

    @Test("The rule of thumb says train where the truth is never: 300 mJ a step over LoRa SF7")
    func rule() throws {
        let question = try #require(
            Question.made(
                Exchange(raw: .kibibyte, update: ByteCount(2048), every: Seconds(86_400), batches: 10),
                over: Radios.lora(7), step: .made("step", 0.3, 0.25, 0.36)))
        let verdict = Verdict(question, MonteCarlo(question, draws: 10_000, seed: 1))
        #expect(abs(verdict.rule.energyPerKibibyte.value - 0.2360) < 5e-5)
        #expect(verdict.rule.choice == .train && verdict.choice == .send && verdict.ruleIs == .wrong)
        #expect(BreakEven(question) == .never)
    }

    @Test("A way that cannot be gone is not taken, whatever it costs")
    func obstacles() throws {
        var radio = Radios.lora(12, limit: 51)
        radio.dutyLimit = Ratio(0.01)
        let question = try #require(
            Question.made(
                Exchange(raw: .kibibyte, update: ByteCount(20), every: Seconds(600), batches: 144), over: radio,
                step: .made("step", 1000)))
        let verdict = Verdict(question, MonteCarlo(question, draws: 100, seed: 1))
        #expect(verdict.choice == .train && verdict.probability == 1)
        #expect(MonteCarlo(question, draws: 100, seed: 1).ratio.low > 1)
        guard case .airTime(let needed, _)? = verdict.sendingObstacles.first else {
            Issue.record("the duty cycle was not seen")
            return
        }
        // 57 s on air in ten minutes.
        #expect(abs(needed - 57.19 / 600) < 1e-3)
        #expect(verdict.trainingObstacles.isEmpty)
    }

    @Test("A way that is possible in some draws alone leaves the answer open")
    func doubtfulObstacles() throws {
        let question = try #require(
            Question.made(
                Exchange(raw: ByteCount(1000), update: ByteCount(1), every: Seconds(1.5)),
                over: Radios.pass(1, rate: 8000),
                step: .made("step", 1e-9), numbers: [.made("rate-up", 8000, 4000, 8000)]))
        let trial = MonteCarlo(question, draws: 5000, seed: 1)
        #expect(trial.training == 1 && trial.sending == 0)
        let costly = try #require(
            Question.made(
                Exchange(raw: ByteCount(1000), update: ByteCount(1), every: Seconds(1.5)),
                over: Radios.pass(1, rate: 8000),
                step: .made("step", 100), numbers: [.made("rate-up", 8000, 4000, 8000)]))
        let open = MonteCarlo(costly, draws: 5000, seed: 1)
        // 8,000 bits take less than 1.5 s above 5,333 bit/s: F = ((5,333 − 4,000) / 4,000)² of the draws do not get through.
        #expect(abs(open.training - 1.0 / 9) < 0.02 && abs(open.sending - 8.0 / 9) < 0.02)
        #expect(Verdict(costly, open).choice == .undetermined)
    }

    @Test("Costs within 5 % of one another are no reason to choose")
    func close() throws {
        let question = try question(step: .made("step", 1.01, 1.005, 1.02))
        let verdict = Verdict(question, MonteCarlo(question, draws: 1000, seed: 1))
        #expect(verdict.isClose && verdict.choice == .undetermined && verdict.probability == 0)
    }

    @Test("The number that turns the answer comes first")
    func sensitivity() throws {
        let question = try question(
            step: .made("step", 0.9, 0.5, 2), numbers: [.made("transmit-power", 1, 0.95, 1.05)])
        let found = Sensitivity.all(of: question)
        #expect(found.map(\.number.name) == ["step", "transmit-power"])
        #expect(found[0].decides && abs(found[0].low - 0.5) < 1e-12 && abs(found[0].high - 2) < 1e-12)
        #expect(!found[1].decides)
    }
}
