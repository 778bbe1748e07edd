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
        switch rule {
        case nil: "full"
        case .topOfRow(let count): "top-of-row/\(count)"
        case .topOfBatch(let count): "top-of-batch/\(count)"
        case .random(let count): "random/\(count)"
        case .atLeast(let magnitude): "at-least/\(magnitude)"
        }
    }

    init(rule: GradientRule?, isChosen: Bool = false) {
        (self.rule, self.isChosen) = (rule, isChosen)
    }

    /// A rule as a definition writes it.
    init?(_ name: String) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        let count = Int(parts[1]).flatMap { $0 >= 1 ? $0 : nil }
        switch parts[0] {
        case "top-of-row": rule = count.map(GradientRule.topOfRow)
        case "top-of-batch": rule = count.map(GradientRule.topOfBatch)
        case "random": rule = count.map(GradientRule.random)
        case "at-least": rule = Float(parts[1]).flatMap { $0 >= 0 && $0.isFinite ? .atLeast($0) : nil }
        default: return nil
        }
        if rule == nil { return nil }
    }

    /// In a report's words.
    var words: String {
        switch rule {
        case nil: "all elements"
        case .topOfRow(let count): "the \(count) largest elements of each row"
        case .topOfBatch(let count): "the \(count) columns that are largest over the batch"
        case .random(let count): "\(count) random elements of each row"
        case .atLeast(let magnitude): "the elements of at least \(magnitude)"
        }
    }
}
