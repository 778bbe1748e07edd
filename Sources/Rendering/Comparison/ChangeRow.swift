import History
import Report

/// A change as people read it.
struct ChangeRow {
    /// Nobody runs more.
    private static let most = 1000

    let id: String
    let metric: String
    let base: String
    let head: String
    /// `+3.1 % [2.4, 3.8]`; the figures' difference where there is no ratio.
    let change: String
    /// The probability of a difference like this one by chance, after the correction; empty where nothing varies.
    let chance: String
    let verdict: ChangeVerdict
    /// What would decide, or why nothing is decided.
    let remark: String

    init(_ change: CaseChange, in question: ComparisonQuestion) {
        id = change.id
        metric = question.metric
        base = Self.text(change.base, question)
        head = Self.text(change.head, question)
        self.change = Self.text(change, question)
        chance = change.adjustedPValue.map { Self.chance($0) } ?? ""
        verdict = change.verdict
        remark =
            change.remark
            ?? change.needed.map { Self.words(needed: $0, question.unitOfCount.words) } ?? ""
    }

    private static func text(_ figure: CaseChange.Figure, _ question: ComparisonQuestion) -> String {
        Figure(figure.value, unit: question.unit, interval: figure.interval).number
    }

    private static func text(_ change: CaseChange, _ question: ComparisonQuestion) -> String {
        guard let ratio = change.ratio else {
            let difference = change.head.value - change.base.value
            return (difference > 0 ? "+" : "") + Figure(difference, unit: question.unit).number
        }
        // Few launches leave intervals over orders of magnitude, whose ends say nothing.
        let interval = change.interval.flatMap { ends in
            ends.high > 10 * ends.low ? nil : Report.Interval(ends.low - 1, ends.high - 1)
        }
        let sign = ratio > 1 ? "+" : ""
        return sign + Figure.share(ratio - 1, interval: interval).full
    }

    private static func words(needed: Int, _ units: String) -> String {
        needed > most
            ? "more than \(Counted.number(most)) \(units) would decide"
            : "about \(Counted.number(needed)) \(units) would decide"
    }

    /// `0.003`, `< 0.001`.
    private static func chance(_ value: Double) -> String {
        value < 0.001 ? "< 0.001" : DecimalText.fixed(value, decimals: 3)
    }
}

extension ComparisonQuestion.CountedUnit {
    /// What would be counted of it.
    fileprivate var words: String {
        switch self {
        case .launches: "launches a side"
        case .pairs: "pairs"
        }
    }
}
