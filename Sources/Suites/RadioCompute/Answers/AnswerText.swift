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
        ([verdict + ": " + costs] + [breakEven, rule, life, decisive].compactMap { $0 }).joined(separator: "; ")
    }

    /// `train (probability 99 %)`, `send, as training takes 2 h of computing every 1 h`.
    var verdict: String {
        let verdict = found.verdict
        let word = verdict.choice.rawValue
        let obstacles =
            verdict.sendingObstacles.map { "sending \($0.description)" }
            + verdict.trainingObstacles.map { "training \($0.description)" }
        if !obstacles.isEmpty { return "\(word), as \(obstacles.joined(separator: " and "))" }
        return "\(word) (training costs less with a probability of \(Self.probability(verdict.probability)))"
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
        let (send, train) = (found.trial.send.total, found.trial.train.total)
        return "training takes \(Self.range(train)), sending \(Self.range(send)) every "
            + QuantityWords.span(found.question.exchange.period)
    }

    /// `5.1 mJ [4.2–6.3 mJ]`.
    static func range(_ spread: MonteCarlo.Spread) -> String {
        spread.low == spread.high
            ? "\(Joules(spread.median))"
            : "\(Joules(spread.median)) [\(Joules.description(Joules(spread.low)...Joules(spread.high)))]"
    }

    /// From how many batches on training pays.
    var breakEven: String {
        switch found.breakEven {
        case .always: "training pays at any number of batches"
        case .never: "at no number of batches training pays"
        case .from(let batches): "training pays from N* = \(batches) batches on"
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
        let turns = found.sensitivities.filter(\.decides)
        let words =
            "\(first.number.name) (\(first.number.text)) moves the ratio from \(times(min(first.low, first.high))) to "
            + times(max(first.low, first.high))
        return turns.isEmpty
            ? "no number alone turns the answer: \(words)"
            : "what decides: \(words)" + (first.decides ? "" : ", but \(turns[0].number.name) alone turns it")
    }
}

/// Times as people say them.
enum QuantityWords {
    private static let units: [(name: String, seconds: Double)] = [
        ("years", 365 * 86_400), ("days", 86_400), ("h", 3600), ("min", 60),
    ]

    /// `3.2 days`, `1.4 years`, from hours on up.
    static func days(_ time: Seconds) -> String {
        let unit = units.first { time.value >= 2 * $0.seconds } ?? ("h", 3600)
        return "\(Ratio(time.value / unit.seconds)) \(unit.name)"
    }

    /// `1 min`, `24 h`, `30 s`.
    static func span(_ time: Seconds) -> String {
        guard let unit = units.last(where: { time.value >= $0.seconds && time.value < 100 * $0.seconds }) else {
            return "\(time)"
        }
        return "\(Ratio(time.value / unit.seconds)) \(unit.name)"
    }
}
