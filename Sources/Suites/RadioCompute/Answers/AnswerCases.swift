import EnergyModels
import Quantities
import Report

/// Answers as cases of a report: for each question what sending costs and what training costs, and how they compare.
struct AnswerCases {
    let answer: Answer

    /// Sending, then training.
    func cases() throws -> [Report.Case] {
        try [entry("send") { $0.send }, entry("train") { $0.train }]
    }

    /// Training held against sending; none where there is no answer.
    func comparison() throws -> Report.Comparison? {
        guard case .found(let found) = answer.outcome else { return nil }
        let ratio = found.trial.ratio
        // Where a way cannot be gone, what it would cost is no reason to go the other one.
        let isFree = found.verdict.sendingObstacles.isEmpty && found.verdict.trainingObstacles.isEmpty
        guard ratio.low > 0, ratio.high.isFinite else { return nil }
        return .init(
            group: group, metric: "energy", baseline: try answer.subject.id("send").description,
            variant: try answer.subject.id("train").description, ratio: ratio.median,
            interval: .init(ratio.low, ratio.high), confidence: MonteCarlo.coverage, rounds: found.trial.draws,
            verdict: !isFree ? .undecided : ratio.high < 1 ? .better : ratio.low > 1 ? .worse : .undecided)
    }

    private var group: String {
        let subject = answer.subject
        return "\(subject.workload):\(CaseID.conditionText(subject.conditions))"
    }

    private func entry(_ way: String, _ side: (MonteCarlo) -> MonteCarlo.Side) throws -> Report.Case {
        let subject = answer.subject
        let id = try subject.id(way)
        let exchange = subject.scenario.exchange(subject.payload, subject.cadence)
        var parameters: [String: Report.Parameter] = subject.conditions.mapValues { .text($0) }
        parameters["kind"] = .text("energy-model")
        parameters["raw"] = .number(exchange.raw.count)
        parameters["update"] = .number(exchange.update.count)
        let steps = way == "train" ? exchange.batches * exchange.steps : 0
        let macs = steps.multipliedReportingOverflow(by: subject.scenario.learning.macs)
        return Report.Case(
            id: id.description, group: group, workload: subject.workload, variant: id.variant,
            parameters: parameters,
            work: .init(
                macs: macs.overflow ? .max : macs.partialValue,
                bytes: way == "train"
                    ? (exchange.update + exchange.model).count : exchange.batches * exchange.raw.count),
            metrics: metrics(way, side), checks: [])
    }

    private func metrics(_ way: String, _ side: (MonteCarlo) -> MonteCarlo.Side) -> [String: Report.Metric] {
        let found: Answer.Found
        switch answer.outcome {
        case .unavailable(let reason): return ["energy": .unavailable(unit: "J", reason: reason)]
        case .found(let answer): found = answer
        }
        let costs = side(found.trial)
        let balance = found.question.nominal
        let expense = way == "train" ? balance.train : balance.send
        func figure(_ spread: MonteCarlo.Spread, _ unit: String, _ better: Report.Direction) -> Report.Metric {
            .value(
                .init(
                    unit: unit, better: better, provenance: .modelled, value: spread.median,
                    interval: .init(spread.low, spread.high), confidence: MonteCarlo.coverage,
                    count: found.trial.draws, source: source(of: found.question)))
        }
        var metrics: [String: Report.Metric] = [
            "energy": figure(costs.total, "J", .lower),
            "energy.fixed": figure(costs.fixed, "J", .lower),
            "energy.marginal": figure(costs.marginal, "J", .lower),
            "energy.maintenance": figure(costs.maintenance, "J", .lower),
            "time.air": .exact(
                expense.airTime.value, "s", .lower, .modelled, source: source(of: found.question)),
        ]
        if let life = costs.life { metrics["battery.life"] = figure(life, "s", .higher) }
        guard way == "train" else { return metrics }
        metrics["energy.compute"] = figure(costs.compute, "J", .lower)
        metrics["time.compute"] =
            expense.computeTime.map {
                .exact($0.value, "s", .lower, .modelled, source: source(of: found.question))
            } ?? .unavailable(unit: "s", reason: "nobody says how long a step takes there")
        metrics["probability"] = .exact(
            found.trial.training, "1", .higher, .modelled, count: found.trial.draws, source: source(of: found.question))
        metrics["break-even"] =
            switch found.breakEven {
            case .from(let batches):
                .exact(Double(batches), "1", .lower, .modelled, source: source(of: found.question))
            case .always: .exact(1, "1", .lower, .modelled, source: source(of: found.question))
            case .never: .unavailable(unit: "1", reason: "training costs more at any number of batches")
            case .upTo(let batches):
                .unavailable(unit: "1", reason: "training costs more from \(batches + 1) batches on")
            }
        return metrics
    }

    /// The documents behind a question's numbers, and how many of these are assumed or unverified.
    private func source(of question: Question) -> String { Citation(question.numbers).text }
}
