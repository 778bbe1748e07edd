extension Report.Interval: Codable {
    /// Decodes `[low, high]`.
    public init(from decoder: any Decoder) throws {
        var ends = try decoder.unkeyedContainer()
        guard ends.count == 2 else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "an interval has 2 numbers, low and high, not \(ends.count ?? 0)"))
        }
        self.init(try ends.decode(Double.self), try ends.decode(Double.self))
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
