import Quantities

/// Times as people say them.
enum QuantityWords {
    private static let units: [(name: String, seconds: Double)] = [
        ("a", 365 * 86_400), ("d", 86_400), ("h", 3600), ("min", 60),
    ]

    /// `3.2 d`, `2.1 a`: in the largest unit of which there are two.
    static func days(_ time: Seconds) -> String { text(time, from: 2) }

    /// `1 h`, `1 d`, `90 s`: in the largest unit of which there is a whole number, else of which there is one.
    static func span(_ time: Seconds) -> String {
        let whole = units.first { unit in
            let count = time.value / unit.seconds
            return count >= 1 && abs(count - count.rounded()) < 1e-9 * count
        }
        return whole.map { "\(Ratio(time.value / $0.seconds)) \($0.name)" } ?? text(time, from: 2)
    }

    private static func text(_ time: Seconds, from least: Double) -> String {
        guard let unit = units.first(where: { time.value >= least * $0.seconds }) else { return "\(time)" }
        return "\(Ratio(time.value / unit.seconds)) \(unit.name)"
    }
}
