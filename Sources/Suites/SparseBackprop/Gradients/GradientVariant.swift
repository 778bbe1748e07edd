import Kernels

/// Which elements of the hidden layers' gradients a backward pass takes: `top-of-row/20`.
struct GradientVariant: Hashable, Sendable {
    /// nil for all.
    var rule: GradientRule?
    /// Whether the elements were chosen beforehand, so that what choosing costs shows beside.
    var isChosen = false

    static let full = GradientVariant(rule: nil)

    /// As it stands in ids, behind `gradient-`, or `chosen-` where choosing is left out.
    var name: String { "\(isChosen ? "chosen" : "gradient")-\(ruleName)" }

    /// As it stands in a definition.
    var ruleName: String {
        guard let rule else { return "full" }
        let name =
            switch rule.choice {
            case .topOfRow(let count): "top-of-row/\(count)"
            case .topOfBatch(let count): "top-of-batch/\(count)"
            case .random(let count): "random/\(count)"
            case .atLeast(let magnitude): "at-least/\(magnitude)"
            }
        return (rule.feedsBack ? Self.feedback : "") + name
    }

    /// What stands before a rule with error feedback.
    private static let feedback = "feedback-"

    init(rule: GradientRule?, isChosen: Bool = false) {
        (self.rule, self.isChosen) = (rule, isChosen)
    }

    /// A rule as a definition writes it.
    init?(_ name: String) {
        let feedsBack = name.hasPrefix(Self.feedback)
        let parts = name.dropFirst(feedsBack ? Self.feedback.count : 0).split(
            separator: "/", omittingEmptySubsequences: false
        ).map(String.init)
        guard parts.count == 2 else { return nil }
        let count = Int(parts[1]).flatMap { $0 >= 1 ? $0 : nil }
        let choice: GradientRule.Choice? =
            switch parts[0] {
            case "top-of-row": count.map(GradientRule.Choice.topOfRow)
            case "top-of-batch": count.map(GradientRule.Choice.topOfBatch)
            case "random": count.map(GradientRule.Choice.random)
            case "at-least": Float(parts[1]).flatMap { $0 >= 0 && $0.isFinite ? .atLeast($0) : nil }
            default: nil
            }
        guard let choice else { return nil }
        rule = GradientRule(choice, feedsBack: feedsBack)
    }

    /// In a report's words.
    var words: String {
        guard let rule else { return "all elements" }
        let words =
            switch rule.choice {
            case .topOfRow(let count): "the \(count) largest elements of each row"
            case .topOfBatch(let count): "the \(count) columns that are largest over the batch"
            case .random(let count): "\(count) random elements of each row"
            case .atLeast(let magnitude): "the elements of at least \(magnitude) for one example's loss"
            }
        return words + (rule.feedsBack ? " (the rest carried over)" : "")
    }
}
