extension Report {
    /// A curve or a trajectory.
    public struct Series: Codable, Equatable, Sendable {
        /// Which curve this is; several series of one name share a chart.
        public var name: String
        /// The horizontal axis.
        public var x: Axis
        /// The vertical axis.
        public var y: Axis
        /// The points in order.
        public var points: [Point]
        /// What tells this series from others of its name.
        public var label: String
        /// Names of the points, one each, where they are no curve but stand for themselves; nil for a curve.
        public var names: [String]?
        /// What happened at places of the horizontal axis; nil where nothing did.
        public var events: [Event]?

        /// A curve, or named points.
        public init(
            name: String, x: Axis, y: Axis, points: [Point], label: String, names: [String]? = nil,
            events: [Event]? = nil
        ) {
            self.name = name
            self.x = x
            self.y = y
            self.points = points
            self.label = label
            self.names = names
            self.events = events
        }

        /// Something that happened at a place of the horizontal axis, such as a drift.
        public struct Event: Codable, Hashable, Sendable {
            /// The place, in the unit of the x axis.
            public var x: Double
            /// A few words.
            public var label: String

            /// An event.
            public init(x: Double, label: String) {
                self.x = x
                self.label = label
            }
        }

        /// What an axis shows, and its SI unit.
        public struct Axis: Codable, Equatable, Sendable {
            /// What is shown.
            public var name: String
            /// In which unit, as for metrics.
            public var unit: String
            /// A value to hold the points against, such as 1 for a ratio of times.
            public var mark: Double?

            /// An axis.
            public init(name: String, unit: String, mark: Double? = nil) {
                self.name = name
                self.unit = unit
                self.mark = mark
            }
        }

        /// `[x, y]`, or `[x, y, low, high]` with an interval of y.
        public struct Point: Equatable, Sendable {
            /// Position, in the unit of the x axis.
            public var x: Double
            /// Height, in the unit of the y axis.
            public var y: Double
            /// Interval of `y`, where there is one.
            public var interval: Interval?

            /// A point.
            public init(x: Double, y: Double, interval: Interval? = nil) {
                self.x = x
                self.y = y
                self.interval = interval
            }
        }
    }
}
