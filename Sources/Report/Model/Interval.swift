extension Report {
    /// A closed interval; written in JSON as `[low, high]`.
    public struct Interval: Equatable, Sendable {
        public var low: Double
        public var high: Double

        public init(_ low: Double, _ high: Double) {
            self.low = low
            self.high = high
        }
    }
}
