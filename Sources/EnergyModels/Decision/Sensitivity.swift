/// What one number does to an answer while all others stay at their values.
public struct Sensitivity: Sendable {
    /// Which number.
    public let number: ProfileNumber
    /// Training's cost by sending's, with the number at its lowest.
    public let low: Double
    /// The same with the number at its highest.
    public let high: Double

    /// Whether the number alone turns the answer.
    public var decides: Bool { (low < 1) != (high < 1) }

    /// All numbers of a question that move it, from the one that moves it most.
    public static func all(of question: Question) -> [Sensitivity] {
        let numbers = question.numbers
        var values = numbers.map(\.value)
        let found = numbers.indices.compactMap { index -> Sensitivity? in
            defer { values[index] = numbers[index].value }
            values[index] = numbers[index].range.lowerBound
            let low = question.balance(values).ratio
            values[index] = numbers[index].range.upperBound
            let high = question.balance(values).ratio
            guard low.isFinite, high.isFinite, low != high else { return nil }
            return Sensitivity(number: numbers[index], low: low, high: high)
        }
        return found.sorted { $0.swing > $1.swing }
    }

    /// How many times the ratio grows from one end to the other, 1 or more.
    public var swing: Double {
        let (least, most) = (min(low, high), max(low, high))
        return least > 0 ? most / least : .infinity
    }
}
