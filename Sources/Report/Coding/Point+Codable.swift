extension Report.Series.Point: Codable {
    /// Decodes `[x, y]` or `[x, y, low, high]`.
    public init(from decoder: any Decoder) throws {
        let numbers = try decoder.singleValueContainer().decode([Double].self)
        switch numbers.count {
        case 2: self.init(x: numbers[0], y: numbers[1])
        case 4: self.init(x: numbers[0], y: numbers[1], interval: .init(numbers[2], numbers[3]))
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a point has 2 numbers or, with an interval, 4, not \(numbers.count)"))
        }
    }

    /// Encodes `[x, y]` or `[x, y, low, high]`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode([x, y] + (interval.map { [$0.low, $0.high] } ?? []))
    }
}
