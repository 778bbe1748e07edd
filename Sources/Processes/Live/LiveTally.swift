/// What the pairs finished so far say.
struct LiveTally {
    let base: WorkerHello
    let head: WorkerHello
    /// The cases that both have, by group, in the order of head's suite.
    let groups: [WorkerHello.Group]
    let onlyBase: [String]
    let onlyHead: [String]
    private(set) var dropped: [LiveComparison.Dropped] = []
    private(set) var pairs = 0
    private var measured: [String: [WorkerPair.Ratio]] = [:]

    /// - Throws: ``LiveError/nothingInCommon(reasons:)``.
    init(_ base: WorkerHello, _ head: WorkerHello) throws(LiveError) {
        self.base = base
        self.head = head
        let ids = (base: Set(base.groups.flatMap(\.cases)), head: Set(head.groups.flatMap(\.cases)))
        let known = Set(base.groups.map(\.name))
        groups = head.groups.filter { known.contains($0.name) }.compactMap { group in
            let shared = group.cases.filter(ids.base.contains)
            return shared.isEmpty ? nil : .init(name: group.name, cases: shared)
        }
        onlyBase = base.groups.flatMap(\.cases).filter { !ids.head.contains($0) }
        onlyHead = head.groups.flatMap(\.cases).filter { !ids.base.contains($0) }
        guard !groups.isEmpty else { throw .nothingInCommon(reasons: []) }
    }

    /// Adds a pair.
    /// - Throws: ``LiveError/nothingInCommon(reasons:)`` where it measured nothing.
    mutating func add(_ outcome: WorkerPair.Outcome) throws(LiveError) {
        for entry in outcome.dropped where !dropped.contains(where: { $0.id == entry.id }) { dropped.append(entry) }
        for (id, ratio) in outcome.ratios { measured[id, default: []].append(ratio) }
        pairs += 1
        guard !cases.isEmpty else {
            let reasons = dropped.map { "\($0.id), \($0.role.rawValue): \($0.reason)" }
            throw .nothingInCommon(reasons: reasons)
        }
    }

    /// The cases that every pair measured.
    var cases: [LiveComparison.Case] {
        groups.flatMap { group in
            group.cases.compactMap { id -> LiveComparison.Case? in
                guard let pairs = measured[id], pairs.count == self.pairs else { return nil }
                return .init(
                    id: id, group: group.name, logRatios: pairs.map(\.logRatio), baseSeconds: pairs.map(\.base),
                    headSeconds: pairs.map(\.head))
            }
        }
    }
}
