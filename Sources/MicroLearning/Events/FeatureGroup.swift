/// Features that belong together, such as those of a song's mood.
public struct FeatureGroup: Hashable, Sendable {
    /// What they tell of.
    public let name: String
    /// Their names, in the order of an event's numbers.
    public let features: [String]

    /// Memberwise.
    public init(_ name: String, _ features: [String]) {
        self.name = name
        self.features = features
    }
}
