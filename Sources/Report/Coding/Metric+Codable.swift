extension Report.Metric: Codable {
    private enum CodingKeys: String, CodingKey {
        case unit, unavailable
    }

    /// Decodes a value, or a unit with the reason why there is no value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if container.contains(.unavailable) {
            self = .unavailable(
                unit: try container.decode(String.self, forKey: .unit),
                reason: try container.decode(String.self, forKey: .unavailable))
        } else {
            self = .value(try Report.MetricValue(from: decoder))
        }
    }

    /// Encodes the fields of the value, or the unit and the reason.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .value(let value): try value.encode(to: encoder)
        case .unavailable(let unit, let reason):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(unit, forKey: .unit)
            try container.encode(reason, forKey: .unavailable)
        }
    }
}
