/// One of the two builds of a comparison.
public struct LiveSide: Equatable, Hashable, Sendable {
    /// What it is in the comparison.
    public var role: Role
    /// As the user named it, such as `main`.
    public var name: String

    /// Held against, or held up.
    public enum Role: String, Sendable {
        case base, head
    }

    /// Memberwise.
    public init(_ role: Role, _ name: String) {
        self.role = role
        self.name = name
    }
}

extension LiveSide: CustomStringConvertible {
    /// `base (main)`.
    public var description: String { "\(role.rawValue) (\(name))" }
}
