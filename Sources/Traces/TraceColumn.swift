/// What a column of a file of the user's own means: `time=t[ms]`, `current=I main[mA]`, `D0=trigger`.
public struct TraceColumn: Equatable, Sendable {
    /// What a column can be.
    public enum Role: Hashable, Sendable {
        case time, current, voltage, power, mark
        /// One of the digital channels, 0 to 7.
        case digital(Int)

        /// As users write it.
        public var name: String {
            switch self {
            case .time: "time"
            case .current: "current"
            case .voltage: "voltage"
            case .power: "power"
            case .mark: "mark"
            case .digital(let channel): "D\(channel)"
            }
        }

        var hasUnit: Bool {
            switch self {
            case .time, .current, .voltage, .power: true
            case .mark, .digital: false
            }
        }

        static let all: [Role] = [.time, .current, .voltage, .power, .mark] + (0..<8).map { .digital($0) }
    }

    /// What it is.
    public let role: Role
    /// Its heading, with or without the unit there.
    public let name: String
    /// Its unit; nil where the heading tells it.
    public let unit: String?

    /// Reads `ROLE=NAME[UNIT]`, of which the unit may be missing.
    /// - Throws: ``TraceError/badColumn(_:roles:)`` for another form, and for a role that there is not.
    public init(parsing text: String) throws(TraceError) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let role = Role.all.first(where: { $0.name == parts[0] }) else {
            throw .badColumn(text, roles: Role.all.map(\.name))
        }
        let heading = Header.Column(parts[1])
        guard !heading.name.isEmpty, heading.unit?.isEmpty != true else {
            throw .badColumn(text, roles: Role.all.map(\.name))
        }
        self.role = role
        // Parentheses are part of the heading; so are brackets of what has no unit.
        let hasUnit = parts[1].hasSuffix("]") && role.hasUnit
        (name, unit) = hasUnit ? (heading.name, heading.unit) : (heading.text, nil)
    }
}
