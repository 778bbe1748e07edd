import Report

/// The cases of two reports, paired by their ids. The machine's roofs are left out: they tell of the machine, not of what
/// changed.
struct Matching {
    /// A case that both reports have.
    struct Pair {
        let base: Report.Case
        let head: Report.Case

        var id: String { head.id }
    }

    /// In the order of the head.
    private(set) var pairs: [Pair] = []
    let added: [String]
    let removed: [String]
    private(set) var incomparable: [Incomparable] = []

    init(base: [Report.Case], head: [Report.Case]) {
        let bases = Dictionary(base.filter { !$0.isRoof }.map { ($0.id, $0) }) { first, _ in first }
        let heads = head.filter { !$0.isRoof }
        for each in heads {
            guard let other = bases[each.id] else { continue }
            if let reason = Self.obstacle(other, each) {
                incomparable.append(Incomparable(id: each.id, reason: reason))
            } else {
                pairs.append(Pair(base: other, head: each))
            }
        }
        let known = Set(heads.map(\.id))
        added = heads.map(\.id).filter { bases[$0] == nil }
        removed = base.filter { !$0.isRoof && !known.contains($0.id) }.map(\.id)
    }

    /// Why a whole run cannot be held against another; nil where it can.
    /// - Parameter acrossHosts: whether other machines and definitions are welcome.
    static func obstacle(base: Report, head: Report, acrossHosts: Bool) -> String? {
        if base.suite.name != head.suite.name {
            return "it is a run of \(head.suite.name), the base one of \(base.suite.name)"
        }
        if acrossHosts { return nil }
        let remedy = "--across-hosts compares ratios and shares of the peak instead of times"
        if base.host.id != head.host.id {
            return "it ran on host \(head.host.id) (\(head.host.cpu)), the base on \(base.host.id) (\(base.host.cpu)); "
                + remedy
        }
        if base.suite.digest != head.suite.digest {
            return "the suite's definition differs (\(base.suite.digest.prefix(12)), \(head.suite.digest.prefix(12))); "
                + "run both with one definition, or \(remedy)"
        }
        return nil
    }

    /// Why a case means something else in the two reports.
    private static func obstacle(_ base: Report.Case, _ head: Report.Case) -> String? {
        if base.work.macs != head.work.macs {
            return "it computes \(head.work.macs) multiply-accumulates instead of \(base.work.macs)"
        }
        for (name, value) in base.parameters.sorted(by: { $0.key < $1.key }) where name != Self.threadsUsed {
            guard case .number(let before) = value, case .number(let after) = head.parameters[name] else { continue }
            if before != after { return "its \(name) is \(after) instead of \(before)" }
        }
        return nil
    }

    /// How many threads a case takes is a choice of the program, not of the question.
    private static let threadsUsed = "threads-used"
}
