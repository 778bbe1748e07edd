extension Report {
    /// A closed interval; written in JSON as `[low, high]`.
    public struct Interval: Equatable, Sendable {
        /// The lower end.
        public var low: Double
        /// The upper end, not below `low`.
        public var high: Double

        /// The interval from `low` to `high`.
        public init(_ low: Double, _ high: Double) {
            self.low = low
            self.high = high
        }
    }
}
