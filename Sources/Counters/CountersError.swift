/// What can be wrong with a list of counters. Events that exist and cannot be counted are no error: they
/// come back as ``CounterUnavailability``.
public enum CountersError: Error, Equatable, Sendable {
    /// Nothing between two commas, or nothing at all.
    case emptyItem(list: String)
    /// `none` says to count nothing.
    case noneBesideOthers(list: String)
    /// Neither a group nor an event.
    case unknownGroup(String, nearest: [String])
    /// Spelled as a preset or as an event of a PMU that is here, and not one of them.
    case unknownEvent(String, nearest: [String])
}

extension CountersError: CustomStringConvertible {
    /// The message for the command line.
    public var description: String {
        switch self {
        case .emptyItem(let list):
            "counters '\(list)': an item is empty; write groups and events with one comma between them"
        case .noneBesideOthers(let list):
            "counters '\(list)': 'none' stands alone; remove it or the others"
        case .unknownGroup(let name, let nearest):
            "counters: '\(name)' is neither a group nor an event; "
                + Self.suggestion(
                    nearest, otherwise: "groups: \(CounterGroups.all.map(\.name).joined(separator: ", "))")
        case .unknownEvent(let name, let nearest):
            "counters: PAPI has no event '\(name)'; "
                + Self.suggestion(nearest, otherwise: "list them with `papi_avail` and `papi_native_avail`")
        }
    }

    private static func suggestion(_ nearest: [String], otherwise: String) -> String {
        nearest.isEmpty ? otherwise : "did you mean \(nearest.joined(separator: ", "))?"
    }
}
