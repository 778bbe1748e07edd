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
        groups = head.groups.compactMap { group in
            let shared = group.cases.filter { base.has($0, in: group) }
            return shared.isEmpty ? nil : .init(name: group.name, cases: shared)
        }
        onlyBase = base.groups.flatMap { group in group.cases.filter { !head.has($0, in: group) } }
        onlyHead = head.groups.flatMap { group in group.cases.filter { !base.has($0, in: group) } }
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

extension WorkerHello {
    /// Whether it has a case in the group of that name. In another it is another case: a worker prepares whole groups.
    fileprivate func has(_ id: String, in group: Group) -> Bool {
        groups.contains { $0.name == group.name && $0.cases.contains(id) }
    }
}
