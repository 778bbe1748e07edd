/// Whether a source of measurements works here, in words for `bench doctor`.
public struct SourceStatus: Equatable, Sendable {
    /// An event, a meter, a library.
    public let name: String
    /// Whether it works.
    public let isAvailable: Bool
    /// What it measures, or why it does not.
    public let detail: String
    /// What the user can do about it.
    public let remedy: String?

    /// Memberwise.
    public init(name: String, isAvailable: Bool, detail: String, remedy: String? = nil) {
        self.name = name
        self.isAvailable = isAvailable
        self.detail = detail
        self.remedy = remedy
    }
}
