extension Report.Interval: Codable {
    /// Decodes `[low, high]`.
    public init(from decoder: any Decoder) throws {
        let ends = try decoder.singleValueContainer().decode([Double].self)
        guard ends.count == 2 else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "an interval has 2 numbers, low and high, not \(ends.count)"))
        }
        self.init(ends[0], ends[1])
    }

    /// Encodes `[low, high]`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode([low, high])
    }
}

extension Report.Interval: CustomStringConvertible {
    /// As it stands in a report: `[low, high]`.
    public var description: String { "[\(low), \(high)]" }
}
