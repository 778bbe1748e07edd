import Kernels
import Report

/// What was taken of a layer's gradient, beside that gradient in FP64.
struct ChosenElements {
    let rule: GradientRule?
    /// Zeros where an element was left out.
    let chosen: [Float]
    let gradient: [Double]
    let rows: Int

    /// FP32 may order magnitudes differently that are apart by less than this share of the row's largest.
    private static let tolerance = 1e-4

    init(_ rule: GradientRule?, chosen: [Float], of gradient: [Double], rows: Int) {
        (self.rule, self.chosen, self.gradient, self.rows) = (rule, chosen, gradient, rows)
    }

    private var columns: Int { gradient.count / rows }

    /// The gradient in FP64 with the same elements.
    var masked: [Double] {
        let factor = Double(rule?.factor(outputs: columns) ?? 1)
        return zip(chosen, gradient).map { $0 == 0 ? 0 : factor * $1 }
    }

    /// Whether the elements are those of the rule's law, as far as FP32 can tell near its edge.
    func check(named name: String) -> Report.Check {
        let wrong = (0..<rows).compactMap(fault)
        let taken = chosen.count { $0 != 0 }
        // No element may reach a threshold.
        let mayBeNone = if case .atLeast? = rule?.choice { true } else { false }
        return .init(
            name: "chosen-\(name)", passed: wrong.isEmpty && (taken > 0 || mayBeNone),
            detail: wrong.first ?? "\(taken) of \(gradient.count) elements taken, none against the rule")
    }

    /// What is against the rule in a row; nil where nothing is.
    private func fault(inRow row: Int) -> String? {
        let range = row * columns..<(row + 1) * columns
        let taken = range.filter { chosen[$0] != 0 }, left = range.filter { chosen[$0] == 0 }
        let edge = Self.tolerance * range.reduce(0) { max($0, gradient[$1].magnitude) }
        let least = taken.reduce(Double.infinity) { min($0, gradient[$1].magnitude) }
        let largest = left.reduce(0) { max($0, gradient[$1].magnitude) }
        switch rule?.choice {
        case nil: return nil
        case .topOfRow(let count):
            // Elements of 0 may be taken, and cannot be told from those that are left.
            let there = range.count { gradient[$0].magnitude > edge }
            if taken.count > count || taken.count < min(count, there) { return "row \(row): \(taken.count) elements" }
            return largest > least + edge || (taken.isEmpty && largest > edge)
                ? "row \(row): larger ones left out" : nil
        case .random(let count):
            return taken.count > count ? "row \(row): \(taken.count) elements" : nil
        case .topOfBatch:
            let sums = columnSums
            let lowest = taken.reduce(Double.infinity) { min($0, sums[$1 - range.lowerBound]) }
            // A column that is taken may hold 0 in this row; one that is left out holds none.
            let highest = left.reduce(0) { gradient[$1].magnitude > edge ? max($0, sums[$1 - range.lowerBound]) : $0 }
            return highest > lowest + Self.tolerance * (sums.max() ?? 0) ? "row \(row): larger columns left out" : nil
        case .atLeast(let magnitude):
            return largest > Double(magnitude) + edge || least < Double(magnitude) - edge
                ? "row \(row): elements on the wrong side" : nil
        }
    }

    /// The sum of magnitudes of each column.
    private var columnSums: [Double] {
        var sums = [Double](repeating: 0, count: columns)
        for (index, element) in gradient.enumerated() { sums[index % columns] += element.magnitude }
        return sums
    }
}
