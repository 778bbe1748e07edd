extension Report {
    /// The units a report may use: SI without prefixes, bytes, operations and decibels, `1` for ratios and
    /// counts.
    public static let units: Set<String> = [
        "1", "s", "Hz", "J", "W", "B", "B/s", "J/B", "op", "op/s", "op/B", "op/J", "dB",
    ]
}
