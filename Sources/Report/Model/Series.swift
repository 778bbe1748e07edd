extension Report {
    /// A curve or a trajectory.
    public struct Series: Codable, Equatable, Sendable {
        public var name: String
        public var x: Axis
        public var y: Axis
        public var points: [Point]
        public var label: String

        public init(name: String, x: Axis, y: Axis, points: [Point], label: String) {
            self.name = name
            self.x = x
            self.y = y
            self.points = points
            self.label = label
        }

        /// What an axis shows, and its SI unit.
        public struct Axis: Codable, Equatable, Sendable {
            public var name: String
            public var unit: String

            public init(name: String, unit: String) {
                self.name = name
                self.unit = unit
            }
        }

        /// `[x, y]`, or `[x, y, low, high]` with an interval of y.
        public struct Point: Equatable, Sendable {
            public var x: Double
            public var y: Double
            public var interval: Interval?

            public init(x: Double, y: Double, interval: Interval? = nil) {
                self.x = x
                self.y = y
                self.interval = interval
            }
        }
    }
}
