extension ModelShape {
    /// The parameters of a music playlist that learns one listener, by what they are for.
    public struct Breakdown: Equatable, Sendable {
        /// Gates of a song's features: valence, energy, tempo, acousticness and others.
        public let mood: Int
        /// Gates of what was heard before.
        public let history: Int
        /// Gates of how songs were skipped.
        public let skip: Int
        /// Biases, one a time of day.
        public let timeOfDay: Int
        /// Coefficients of the scoring layer, one a gate.
        public var scoring: Int { mood + history + skip }
        /// All of them.
        public var total: Int { mood + history + skip + timeOfDay + scoring }
    }

    /// The parameters of ``playlist``: 10 + 4 + 4 + 6 + 18 = 42.
    ///
    /// Its features are in this order: mood, history, skip.
    public static var breakdown: Breakdown { Breakdown(mood: 10, history: 4, skip: 4, timeOfDay: 6) }

    /// The music playlist's model: 18 features, 6 contexts, 42 parameters.
    @inlinable public static var playlist: ModelShape { ModelShape(features: 18, contexts: 6) }
}
