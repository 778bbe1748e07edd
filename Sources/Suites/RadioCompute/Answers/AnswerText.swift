import EnergyModels
import Quantities

/// An answer in words.
struct AnswerText {
    private let found: Answer.Found

    init(_ found: Answer.Found) {
        self.found = found
    }

    /// Verdict, costs, break-even, rule, what decides, battery: in one sentence.
    var sentence: String {
        let rest = found.verdict.choice == .neither ? [] : [breakEven, rule, life, decisive].compactMap { $0 }
        return ([verdict + ": " + costs] + rest + [doubts]).joined(separator: "; ")
    }

    /// `train (training is better with a probability of 99 %)`, `send, as training would compute for 2 h of every 1 h`.
    var verdict: String {
        let verdict = found.verdict
        let obstacles =
            verdict.sendingObstacles.map { "sending \(Self.words($0))" }
            + verdict.trainingObstacles.map { "training \(Self.words($0))" }
        let reason = obstacles.isEmpty ? "" : ", as \(obstacles.joined(separator: ", and "))"
        if verdict.isClose { return "undetermined: both cost the same within 5 %" }
        // What forbids both ways in some draws alone is no reason by itself, but leaves an answer open.
        let doubt =
            verdict.neither >= 0.01 && obstacles.isEmpty
            ? ", and of \(Self.probability(verdict.neither)) the link, the time or the battery allows neither" : ""
        return "\(verdict.choice.rawValue) (training is better with a probability of "
            + "\(Self.probability(verdict.probability))\(doubt))\(reason)"
    }

    private static func words(_ obstacle: Obstacle) -> String {
        switch obstacle {
        case .airTime(let needed, let limit):
            "would occupy the link for \(percent(needed)) of the time, where \(limit.reason) leaves \(percent(limit.share))"
        case .computeTime(let needed, let period):
            "would compute for \(QuantityWords.days(needed)) of every \(QuantityWords.span(period))"
        case .radioPeak(let current, let limit):
            "would draw \(current) from the battery, which gives \(limit) at most"
        case .computing(let current, let limit):
            "would draw \(current) from the battery while it computes, which gives \(limit) at most"
        case .mean(let current, let limit):
            "would draw \(current) from the battery in the mean, which gives \(limit) for long"
        }
    }

    /// What was drawn 10,000 times and never happened is not impossible.
    private static func probability(_ share: Double) -> String {
        switch share {
        case ..<0.005: "less than 1 %"
        case 0.995...: "more than 99 %"
        default: percent(share)
        }
    }

    /// Of both ways in a period.
    var costs: String {
        let balance = found.question.nominal
        let standby =
            balance.send.sharesMaintenance && balance.send.maintenance > .zero
            ? ", and the radio's standby \(balance.send.maintenance) either way" : ""
        return
            "training takes \(Self.range(found.trial.train.total)), sending \(Self.range(found.trial.send.total)) every "
            + QuantityWords.span(balance.period) + standby
    }

    /// `5.1 mJ [4.2, 6.3]`.
    static func range(_ spread: MonteCarlo.Spread) -> String {
        SIText.of(spread.median, within: spread.low...spread.high, unit: "J")
    }

    /// From how many batches on training pays.
    var breakEven: String {
        switch found.breakEven {
        case .always: "training pays at any number of batches"
        case .never: "at no number of batches training pays"
        case .from(let batches):
            "training pays from N* = \(batches) batches on"
                + (BreakEven.linear(found.question).map { $0 > 0 ? " (\(Ratio($0)) in proportion to bytes)" : "" } ?? "")
        case .upTo(let batches): "training pays up to \(batches) batches"
        }
    }

    /// The rule of thumb, beside the answer.
    var rule: String {
        let rule = found.verdict.rule
        let cost = "at \(rule.energyPerKibibyte) a KiB the rule of 100 mJ says \(rule.choice.rawValue)"
        switch found.verdict.ruleIs {
        case .right, .likelyRight, .pointless: return cost
        case .wrong: return cost + ", and is wrong here"
        case .likelyWrong: return cost + ", and is more likely wrong than right here"
        }
    }

    /// Both lives of the battery; nil without one.
    var life: String? {
        guard let sending = found.trial.send.life, let training = found.trial.train.life,
            let battery = found.question.battery
        else { return nil }
        return "\(battery.title) lasts \(QuantityWords.days(Seconds(sending.median))) sending and "
            + "\(QuantityWords.days(Seconds(training.median))) training"
    }

    /// The number that moves the answer most; nil where nothing is uncertain.
    var decisive: String? {
        guard let first = found.sensitivities.first else { return nil }
        let alone = found.sensitivities.first(where: \.decides)
        let words = "most depends on \(Self.words(first))"
        guard let alone else { return words + ", and no number alone turns the answer" }
        return alone.number.name == first.number.name
            ? words + ", which turns the answer"
            : words
                + "; \(Self.words(alone)) alone turns the answer"
    }

    /// `transmit 41.54 mA (current while sending): ratio from 1.08× to 1.23×`.
    static func words(_ each: Sensitivity) -> String {
        let number = each.number
        return "\(number.name) \(number.text)" + (number.meaning.isEmpty ? "" : " (\(number.meaning))")
            + ": ratio from \(times(min(each.low, each.high))) to \(times(max(each.low, each.high)))"
            + (number.isUnverified ? ", unverified" : "")
    }

    /// How much of what it rests on nobody has checked.
    var doubts: String {
        let numbers = found.question.numbers.filter { $0.kind != .chosen }
        return "\(numbers.count(where: \.isUnverified)) of \(counted(numbers.count, "number")) unverified"
    }
}
