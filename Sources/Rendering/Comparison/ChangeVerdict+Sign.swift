import History
import Report

extension ChangeVerdict {
    /// A sign that says the verdict without colour.
    var sign: String {
        switch self {
        case .improvement: Report.Verdict.better.sign
        case .regression: Report.Verdict.worse.sign
        case .equivalent: Report.Verdict.equivalent.sign
        case .undecided: Report.Verdict.undecided.sign
        }
    }

    var style: TextStyle {
        switch self {
        case .improvement: .good
        case .regression: .bad
        case .equivalent, .undecided: .plain
        }
    }

    /// `3 regressions`.
    func counted(_ count: Int) -> String {
        switch self {
        case .improvement, .regression: Counted.text(count, rawValue)
        case .equivalent, .undecided: Counted.text(count, rawValue, rawValue)
        }
    }
}
