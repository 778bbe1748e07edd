import History
import Report

/// A change as people read it.
struct ChangeRow {
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
            ?? change.needed.map { "about \($0) \(question.unitOfCount.words) would decide" } ?? ""
    }

    private static func text(_ figure: CaseChange.Figure, _ question: ComparisonQuestion) -> String {
        Figure(figure.value, unit: question.unit, interval: figure.interval).number
    }

    private static func text(_ change: CaseChange, _ question: ComparisonQuestion) -> String {
        guard let ratio = change.ratio else {
            let difference = change.head.value - change.base.value
            return (difference > 0 ? "+" : "") + Figure(difference, unit: question.unit).number
        }
        let interval = change.interval.map { Report.Interval($0.low - 1, $0.high - 1) }
        let sign = ratio > 1 ? "+" : ""
        return sign + Figure.share(ratio - 1, interval: interval).full
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
