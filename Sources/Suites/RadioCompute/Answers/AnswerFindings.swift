import EnergyModels
import Foundation
import Quantities
import Report

/// The answers in sentences: a finding for each question, what the rule of thumb gets wrong, and what a battery's longer
/// life says.
struct AnswerFindings {
    let scenario: Scenario
    let answers: [Answer]

    private var found: [(subject: Answer.Subject, answer: Answer.Found)] {
        answers.compactMap { answer in
            if case .found(let found) = answer.outcome { (answer.subject, found) } else { nil }
        }
    }

    /// A finding for each question.
    var verdicts: [Report.Finding] { found.map(verdict) }

    /// What all questions of the scenario come to.
    var overview: Report.Finding? {
        let found = found
        guard !found.isEmpty else { return nil }
        func count(_ choice: Choice) -> Int { found.count { $0.answer.verdict.choice == choice } }
        let wrong = found.filter { $0.answer.verdict.ruleIs == .wrong }
        let likely = found.count { $0.answer.verdict.ruleIs == .likelyWrong }
        let rule =
            wrong.isEmpty && likely == 0
            ? count(.neither) == found.count ? "" : "; the rule of 100 mJ a KiB says the same"
            : "; the rule of 100 mJ a KiB is "
                + [
                    wrong.first.map { "wrong \(times(wrong.count)), such as for \($0.subject.place)" },
                    likely == 0 ? nil : "more likely wrong than right \(times(likely))",
                ].compactMap { $0 }.joined(separator: ", and ")
        let neither = count(.neither)
        let missing = answers.compactMap { answer in
            if case .unavailable(let reason) = answer.outcome { reason } else { nil }
        }
        let gap = missing.first.map { "; \(missing.count) more have no answer: \($0)" } ?? ""
        return .init(
            name: "train-or-send.\(scenario.name)", value: Double(count(.train)), unit: "1",
            provenance: .modelled,
            statement: "\(scenario.title), questions that say train: \(count(.train)) of \(found.count), "
                + "\(count(.send)) say send, \(count(.undetermined)) are undetermined"
                + (neither == 0 ? "" : ", for \(neither) neither can be done") + rule + gap,
            source: Citation(found.flatMap { $0.answer.question.numbers }).text)
    }

    private func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

    private func verdict(_ subject: Answer.Subject, _ found: Answer.Found) -> Report.Finding {
        let obstacle =
            switch (found.verdict.sendingObstacles.isEmpty, found.verdict.trainingObstacles.isEmpty) {
            case (true, true): ""
            case (false, true): "cannot-send."
            case (true, false): "cannot-train."
            case (false, false): "cannot-do-either."
            }
        let conditions = subject.conditions.merging(["payload": subject.payload.name]) { $1 }
        let ratio = found.trial.ratio
        return .init(
            name: "training-by-sending.\(scenario.name).\(obstacle)\(subject.radio.name):"
                + CaseID.conditionText(conditions),
            value: ratio.median, unit: "1", interval: .init(ratio.low, ratio.high), provenance: .modelled,
            statement: "\(subject.place): " + AnswerText(found).sentence,
            source: Citation(found.question.numbers).text)
    }
}

extension Answer.Subject {
    /// In a sentence.
    var place: String {
        "\(device.title) over \(radio.title), \(payload.raw) every \(cadence.text), \(counted(cadence.batches, "batch", plural: "batches")) an update"
    }
}

/// What life a battery has had, and what a longer one would need.
struct LifetimeFindings {
    let scenario: Scenario

    /// The share that the radio must have had; nil where the scenario claims no life.
    var share: Report.Finding? {
        guard let (share, battery) = claim, let lifetime = scenario.lifetime else { return nil }
        let days = [lifetime.before, lifetime.after].map { QuantityWords.days($0) }
        return .init(
            name: "radio-share.\(scenario.name)", value: share.share, unit: "1", provenance: .modelled,
            statement: "\(scenario.title): a life of \(days[1]) instead of \(days[0]) takes "
                + String(format: "%.1f", 100 * share.share)
                + " % of the power away: the radio must have had that share at least, \(share.saved) of \(share.power) "
                + "from \(battery.title)",
            source: Citation(battery.numbers).text)
    }

    /// Whether the scenario's own figures come to the lives that are claimed.
    func outcome(_ answers: [Answer]) -> [Report.Finding] {
        guard let lifetime = scenario.lifetime else { return [] }
        return answers.compactMap { answer in
            guard case .found(let found) = answer.outcome, let sending = found.trial.send.life,
                let training = found.trial.train.life
            else { return nil }
            let claims = [(sending, lifetime.before, "sending"), (training, lifetime.after, "training")].map {
                spread, claim, word in
                let range =
                    "\(QuantityWords.days(Seconds(spread.low))) to \(QuantityWords.days(Seconds(spread.high)))"
                let held =
                    spread.low > claim.value
                    ? "more than the" : spread.high < claim.value ? "less than the" : "which may be the"
                return "\(word) it lasts \(QuantityWords.days(Seconds(spread.median))) (\(range)), \(held) "
                    + "\(QuantityWords.days(claim)) claimed"
            }
            return .init(
                name: "lifetime.\(scenario.name).\(answer.subject.radio.name).\(answer.subject.device.name)",
                value: training.median, unit: "s", interval: .init(training.low, training.high), provenance: .modelled,
                statement: "\(scenario.title), over \(answer.subject.radio.title) by this scenario's figures: "
                    + claims.joined(separator: ", "),
                source: Citation(found.question.numbers).text)
        }
    }

    /// What each radio would have had to do for it.
    var explanations: [Report.Finding] {
        guard let (share, battery) = claim else { return [] }
        return scenario.radios.map { explanation(share, $0, battery) }
    }

    private var claim: (share: RadioShare, battery: Profile<BatteryModel>)? {
        guard let lifetime = scenario.lifetime, let battery = scenario.battery else { return nil }
        return (RadioShare(battery.nominal, before: lifetime.before, after: lifetime.after), battery)
    }

    /// What a radio would have had to do to spend so much.
    private func explanation(
        _ share: RadioShare, _ radio: RadioProfile, _ battery: Profile<BatteryModel>
    ) -> Report.Finding {
        let rate = share.byteRate(over: radio.nominal)
        let maintenance = radio.nominal.maintenance
        var words =
            "\(scenario.title), over \(radio.title): payload alone would take \(rate), day and night; its standby "
            + "takes \(maintenance), \(percent(maintenance / share.saved)) of what was saved"
        if let bluetooth = radio.nominal as? BluetoothRadio {
            let interval = share.connectionInterval(of: bluetooth)
            words +=
                "; empty connection events alone would take one every \(interval)"
                + (interval < BluetoothPHY.shortestInterval
                    ? ", below the \(BluetoothPHY.shortestInterval) that the specification allows" : "")
        }
        return .init(
            name: "radio-share.\(scenario.name).\(radio.name)", value: rate.value / 8, unit: "B/s",
            provenance: .modelled, statement: words, source: Citation(radio.numbers + battery.numbers).text)
    }
}
