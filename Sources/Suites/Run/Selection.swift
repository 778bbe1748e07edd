import Measurement

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The cases of a suite that `--filter` and `--variant` leave.
public enum Selection {
    /// Keeps the cases whose id and variant match, and in each group that keeps any, the roofs and what may be the
    /// baseline: a filter changes what is shown, never what it is held against.
    /// - Throws: ``SuiteError/nothingMatches(pattern:option:nearest:)``.
    public static func groups(_ groups: [GroupPlan], filter: String?, variant: String?) throws -> [GroupPlan] {
        var wanted = groups.flatMap(\.cases).filter { !$0.role.isRoof }
        for (option, pattern, name) in [
            ("--filter", filter, { (plan: CasePlan) in plan.name }),
            ("--variant", variant, { (plan: CasePlan) in plan.id.variant }),
        ] {
            guard let pattern else { continue }
            let matching = wanted.filter { matches(pattern, name($0)) }
            guard !matching.isEmpty else {
                throw SuiteError.nothingMatches(
                    pattern: pattern, option: option, nearest: suggestion(for: pattern, among: wanted))
            }
            wanted = matching
        }
        let names = Set(wanted.map(\.name))
        return groups.compactMap { group in
            guard group.cases.contains(where: { names.contains($0.name) }) else { return nil }
            let cases = group.cases.filter { $0.role != .variant || names.contains($0.name) }
            var selected = group
            selected.cases = cases
            return selected
        }
    }

    /// Whether a shell glob (`*`, `?`, `[…]`) matches the whole name.
    static func matches(_ pattern: String, _ name: String) -> Bool {
        fnmatch(pattern, name, 0) == 0
    }

    /// For the first part of a pattern that no case has, the parts most like it.
    private static func suggestion(for pattern: String, among candidates: [CasePlan]) -> String {
        var parts: [String] = []
        for id in candidates.map(\.id) {
            for part in [id.suite, id.workload, id.variant, id.conditionText] where !parts.contains(part) {
                parts.append(part)
            }
        }
        let unknown = pattern.split(separator: ":").first { piece in !parts.contains { matches(String(piece), $0) } }
        guard let unknown else {
            return "a filter matches the whole id, such as \(candidates.first?.name ?? ""); try '*\(pattern)*'"
        }
        return nearest(unknown.filter { !"*?".contains($0) }, in: parts)
    }
}
