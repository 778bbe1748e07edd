#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Shell globs (`*`, `?`, `[…]`), as filters take them.
public enum Glob {
    /// Whether `pattern` matches the whole name.
    public static func matches(_ pattern: String, _ name: String) -> Bool {
        fnmatch(pattern, name, 0) == 0
    }
}

extension CaseID {
    /// Whether a glob matches the id, in which conditions may be left out: so it goes on matching where an option, such as
    /// `--threads`, appends one.
    public func matches(_ pattern: String) -> Bool {
        Glob.matches(pattern, description) || abridged.contains { Glob.matches(pattern, $0) }
    }

    /// The conditions as they stand in the id.
    public var conditionPairs: [String] {
        conditions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }

    /// The id with some of its conditions, and without any.
    private var abridged: [String] {
        let (start, pairs) = ("\(suite):\(workload):\(variant)", conditionPairs)
        return (0..<(1 << pairs.count) - 1).map { kept in
            let some = pairs.indices.filter { kept >> $0 & 1 == 1 }.map { pairs[$0] }
            return some.isEmpty ? start : "\(start):\(some.joined(separator: ","))"
        }
    }
}
