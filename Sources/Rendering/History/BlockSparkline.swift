/// A series in one line of text.
public enum BlockSparkline {
    private static let steps = Array("▁▂▃▄▅▆▇█")

    /// A character a value from the lowest to the highest, the middle one where all are equal.
    /// - Parameters:
    ///   - values: finite.
    ///   - width: the most characters; of more values each stands for the median of its neighbours.
    public static func text(_ values: [Double], width: Int = 60) -> String {
        let values = thinned(values, to: max(1, width))
        guard let low = values.min(), let high = values.max() else { return "" }
        return String(
            values.map { value in
                guard high > low else { return steps[steps.count / 2 - 1] }
                let share = (value - low) / (high - low)
                return steps[min(steps.count - 1, Int(share * Double(steps.count)))]
            })
    }

    private static func thinned(_ values: [Double], to width: Int) -> [Double] {
        guard values.count > width else { return values }
        return (0..<width).map { column in
            let part = values[column * values.count / width..<(column + 1) * values.count / width].sorted()
            return part[part.count / 2]
        }
    }
}
