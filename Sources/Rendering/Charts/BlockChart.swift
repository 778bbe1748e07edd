/// A curve as bars from zero, drawn with the eighths of Unicode's block elements.
enum BlockChart {
    /// Lines of the bars.
    private static let height = 6
    private static let eighths = Array(" ▁▂▃▄▅▆▇█")

    /// The bars above their axis with its names.
    /// - Parameters:
    ///   - points: at least one, within the axis.
    ///   - top: what the full height stands for; above 0, or no bar is drawn.
    ///   - name: of `top`.
    static func lines(
        _ points: [(x: Double, y: Double)], along axis: ChartAxis, upTo top: Double, named name: String
    ) -> [String] {
        let bars = heights(points, axis, top)
        let margin = TextWidth.of(name)
        let rows = (0..<height).map { row in
            let below = 8 * (height - 1 - row)
            let bar = String(bars.map { eighths[min(max($0 - below, 0), 8)] })
            let label = row == 0 ? name + " ┤" : String(repeating: " ", count: margin) + " │"
            return trimmed(label + bar)
        }
        return rows + foot(axis, margin)
    }

    /// The height of each column in eighths of a line: that of the nearest point. What is above zero is seen.
    private static func heights(_ points: [(x: Double, y: Double)], _ axis: ChartAxis, _ top: Double) -> [Int] {
        let columns = points.map { axis.column(of: $0.x) }
        return (0..<ChartAxis.width).map { column in
            let nearest = points.indices.min { abs(columns[$0] - column) < abs(columns[$1] - column) }
            guard let nearest, points[nearest].y > 0, top > 0 else { return 0 }
            return max(1, Int((points[nearest].y / top * Double(8 * height)).rounded()))
        }
    }

    /// The axis with a mark for each tick, and the ticks' names below, those left out that would touch the one before.
    private static func foot(_ axis: ChartAxis, _ margin: Int) -> [String] {
        var line = Array(repeating: Character("─"), count: ChartAxis.width)
        var names = ""
        for (column, name) in axis.ticks {
            // The last name ends with the axis.
            let start = min(column, ChartAxis.width - TextWidth.of(name))
            guard names.isEmpty || start > TextWidth.of(names) else { continue }
            line[column] = "┴"
            names += String(repeating: " ", count: start - TextWidth.of(names)) + name
        }
        let indent = String(repeating: " ", count: margin - 1)
        return [indent + "0 ┼" + String(line), indent + "   " + names]
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
