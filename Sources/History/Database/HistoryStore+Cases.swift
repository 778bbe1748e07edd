#if SQLite
    import Basics
    import GRDB
    import Report

    extension HistoryStore {
        /// The ids of all cases, sorted.
        public func caseIDs() throws -> [String] {
            try access { queue in
                try queue.read { try String.fetchAll($0, sql: "SELECT name FROM cases ORDER BY name") }
            }
        }

        /// The ids of the cases that a name or a shell glob means, sorted; conditions may be left out of a glob.
        /// - Throws: ``HistoryError/unknown(kind:name:nearest:)`` where there is none.
        public func cases(matching pattern: String) throws -> [String] {
            let all = try caseIDs()
            let matching =
                all.contains(pattern) ? [pattern] : all.filter { CaseID($0)?.matches(pattern) ?? false }
            guard matching.isEmpty else { return matching }
            throw HistoryError.unknown(kind: "case", name: pattern, nearest: nearestNames(to: pattern, in: all))
        }
    }
#endif
