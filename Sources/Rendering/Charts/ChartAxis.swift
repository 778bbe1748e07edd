import RealModule

/// The horizontal axis of a chart of text: which position a column stands for, and which columns are named.
struct ChartAxis {
    /// Columns of a chart.
    static let width = 64
    /// More ticks than this leave no room for their names.
    private static let mostTicks = 6

    private let low: Double
    private let high: Double
    private let isLogarithmic: Bool
    private let unit: String

    /// - Parameters:
    ///   - positions: at least one. Two decades or more, all positive, make the axis logarithmic.
    ///   - unit: bytes are named at powers of two, anything else at powers of ten.
    init(of positions: [Double], unit: String) {
        low = positions.min() ?? 0
        high = positions.max() ?? 0
        isLogarithmic = low > 0 && high >= 100 * low
        self.unit = unit
    }

    /// The column of a position between both ends.
    func column(of position: Double) -> Int {
        guard high > low else { return 0 }
        let share =
            isLogarithmic
            ? Double.log(position / low) / Double.log(high / low) : (position - low) / (high - low)
        return Int((share * Double(Self.width - 1)).rounded())
    }

    /// Columns with a name each, from left to right.
    var ticks: [(column: Int, name: String)] {
        let positions = isLogarithmic ? powers : high > low ? [low, high] : [low]
        return positions.map { (column(of: $0), Figure($0, unit: unit).number) }
    }

    /// Powers of the unit's base within the axis, as many as there is room for.
    private var powers: [Double] {
        let base = unit == "B" ? 2.0 : 10.0
        // What is a power but for rounding counts as one.
        let first = Int((Double.log(low) / Double.log(base) - 1e-9).rounded(.up))
        let last = Int((Double.log(high) / Double.log(base) + 1e-9).rounded(.down))
        let step = max(1, (last - first + Self.mostTicks - 2) / (Self.mostTicks - 1))
        return stride(from: first, through: last, by: step).map { .pow(base, $0) }
    }
}
