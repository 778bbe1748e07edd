import Basics
import Measurement
import Report

/// The cases of a suite that `--filter` and `--variant` leave.
public struct Selection {
    /// What is to be measured: in each group the cases asked for, the candidates for its baseline, and the roofs of
    /// their precisions.
    public let groups: [GroupPlan]
    /// The cases asked for that are modelled, not measured.
    public let modelled: [CaseID]
    /// Variants asked for with `--variant` that cannot run everywhere, each reason once: `VARIANT, VARIANT: REASON`.
    public let unavailable: [String]

    /// Several patterns of an option are a union, the two options an intersection. What may be the baseline stays as a
    /// candidate (``CasePlan/isCandidateOnly``): a filter changes what is shown, never what it is held against.
    /// - Parameters:
    ///   - groups: all groups of the suite.
    ///   - modelled: all cases that the suite models.
    ///   - request: its filters and variants.
    ///   - full: the groups of the full mode, asked for only where a quick run does not have what is asked for.
    /// - Throws: ``SuiteError/nothingMatches(pattern:option:remedy:)`` for a pattern without a case, and
    ///   ``SuiteError/nothingRuns(reasons:)`` where no case that was asked for can run.
    public init(
        _ groups: [GroupPlan], modelled: [CaseID] = [], request: SuiteRequest,
        full: () throws -> [GroupPlan] = { [] }
    ) throws {
        guard !request.filters.isEmpty || !request.variants.isEmpty else {
            (self.groups, self.modelled, unavailable) = (groups, modelled, [])
            return
        }
        let cases = groups.flatMap(\.cases).filter { !$0.role.isRoof }
        let ids = cases.map(\.id) + modelled
        for choice in [Choice.filter(request.filters), .variant(request.variants)] {
            for pattern in choice.patterns where !ids.contains(where: { choice.matches(pattern, $0) }) {
                let beyond = request.mode == .quick ? try full().flatMap(\.cases).filter { !$0.role.isRoof } : []
                throw SuiteError.nothingMatches(
                    pattern: pattern, option: choice.option,
                    remedy: beyond.contains { choice.matches(pattern, $0.id) }
                        ? "the full run has it: leave --quick out"
                        : "\(choice.suggestion(for: pattern, among: ids)); --list shows all")
            }
        }
        let wanted = cases.filter { Self.admits($0.id, request) }
        self.modelled = modelled.filter { Self.admits($0, request) }
        guard !wanted.isEmpty || !self.modelled.isEmpty else {
            throw SuiteError.nothingMatches(
                pattern: request.variants.joined(separator: "' or '"), option: "--variant",
                remedy: "each has cases, but none that --filter leaves; widen one of them")
        }
        let reasons = Self.reasons(wanted)
        guard wanted.contains(where: { $0.unavailable == nil }) || !self.modelled.isEmpty else {
            throw SuiteError.nothingRuns(reasons: reasons)
        }
        // Without --variant nobody asked for what this machine lacks; the report says it all the same.
        unavailable = request.variants.isEmpty ? [] : reasons
        let names = Set(wanted.map(\.name))
        self.groups = groups.compactMap { Self.narrowed($0, to: names) }
    }

    /// What a request leaves of a suite on this machine.
    /// - Parameters:
    ///   - suite: made of the definition and the request.
    ///   - team: that measures it.
    /// - Throws: what `init(_:request:full:)` throws, and what the suite throws where it has no such groups.
    public init(
        of suite: any BenchmarkSuite, _ definition: DefinitionFile, _ request: SuiteRequest, team: Team = .single
    ) throws {
        try self.init(
            suite.groups(on: HostFacts(), team: team), modelled: suite.modelledIDs(), request: request,
            full: {
                var whole = request
                whole.mode = .full
                return try type(of: suite).init(definition: definition, request: whole)
                    .groups(on: HostFacts(), team: team)
            })
    }

    /// Whether the filters and variants of a request leave a case.
    static func admits(_ id: CaseID, _ request: SuiteRequest) -> Bool {
        Choice.filter(request.filters).admits(id) && Choice.variant(request.variants).admits(id)
    }

    /// The group with the cases of these names and what they are held against; nil where it has none of them.
    private static func narrowed(_ group: GroupPlan, to names: Set<String>) -> GroupPlan? {
        guard group.cases.contains(where: { names.contains($0.name) }) else { return nil }
        var narrowed = group
        narrowed.cases = group.cases.compactMap { plan in
            guard !plan.role.isRoof, !names.contains(plan.name) else { return plan }
            guard plan.role == .baseline, plan.unavailable == nil else { return nil }
            var candidate = plan
            candidate.isCandidateOnly = true
            return candidate
        }
        let precisions = Set(narrowed.cases.filter { !$0.role.isRoof }.map(\.precision))
        narrowed.cases = narrowed.cases.compactMap { plan in
            var roof = plan
            roof.roofOf = plan.roofOf.filter(precisions.contains)
            return roof.roofOf.isEmpty ? nil : roof
        }
        return narrowed
    }

    /// Why cases cannot run, each reason once with the variants that share it.
    public static func reasons(_ cases: [CasePlan]) -> [String] {
        var reasons: [String] = []
        var variants: [String: [String]] = [:]
        for plan in cases {
            guard let reason = plan.unavailable else { continue }
            if variants[reason] == nil { reasons.append(reason) }
            if variants[reason]?.contains(plan.id.variant) != true {
                variants[reason, default: []].append(plan.id.variant)
            }
        }
        return reasons.map { "\(variants[$0, default: []].joined(separator: ", ")): \($0)" }
    }
}

/// The patterns of one option.
private enum Choice {
    /// On ids.
    case filter([String])
    /// On variants.
    case variant([String])

    var option: String {
        switch self {
        case .filter: "--filter"
        case .variant: "--variant"
        }
    }

    var patterns: [String] {
        switch self {
        case .filter(let patterns), .variant(let patterns): patterns
        }
    }

    /// Whether the option leaves a case.
    func admits(_ id: CaseID) -> Bool {
        patterns.isEmpty || patterns.contains { matches($0, id) }
    }

    /// Whether a pattern matches the variant, or the id, in which conditions may be left out: so it goes on matching
    /// where an option, such as `--threads`, appends one.
    func matches(_ pattern: String, _ id: CaseID) -> Bool {
        switch self {
        case .variant: Glob.matches(pattern, id.variant)
        case .filter: id.matches(pattern)
        }
    }

    /// What a pattern without a match may have meant.
    func suggestion(for pattern: String, among ids: [CaseID]) -> String {
        switch self {
        case .variant:
            return pattern.contains(",")
                ? "an option takes one pattern: repeat --variant for several" : like(pattern, in: ids.map(\.variant))
        case .filter:
            for word in pattern.split(whereSeparator: { ":,".contains($0) }).map(String.init)
            where !ids.contains(where: { $0.parts.contains { Glob.matches(word, $0) } }) {
                return like(word, in: ids.flatMap { $0.parts(like: word) })
            }
            return "a filter matches the whole id, such as \(ids.first?.description ?? ""); try '*\(pattern)*'"
        }
    }

    /// Of the names, the nearest ones; of names of the same kind (`int8/…`), if there are any.
    private func like(_ pattern: String, in names: [String]) -> String {
        let typed = pattern.filter { !"*?".contains($0) }
        var distinct: [String] = []
        for name in names where !distinct.contains(name) { distinct.append(name) }
        let kind = typed.split(separator: "/", omittingEmptySubsequences: false).first.map { "\($0)/" } ?? ""
        let alike = distinct.filter { $0.hasPrefix(kind) }
        return nearest(typed, in: alike.isEmpty ? distinct : alike)
    }
}

extension CaseID {
    /// All that a word of a pattern may stand for.
    fileprivate var parts: [String] { [suite, workload, variant] + conditionPairs }

    /// What a word that stands for nothing was probably meant for: conditions have an `=`, variants a `/`.
    fileprivate func parts(like word: String) -> [String] {
        word.contains("=") ? conditionPairs : [word.contains("/") ? variant : workload]
    }
}
