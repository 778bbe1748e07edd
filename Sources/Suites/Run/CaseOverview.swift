import Measurement
import Report

/// The cases of groups as a table of contents: which workloads, conditions and variants there are, each named once, where
/// ids would name every combination.
public struct CaseOverview: Equatable, Sendable {
    /// Workloads that have the same variants, in the order of the groups.
    public private(set) var blocks: [Block] = []

    /// Workloads with the variants that they are all measured in.
    public struct Block: Equatable, Sendable {
        /// Their names.
        public fileprivate(set) var workloads: [String] = []
        /// The conditions that they are measured under.
        public fileprivate(set) var conditions: [Conditions] = []
        /// Without the roofs that are measured beside them.
        public fileprivate(set) var variants: [Variant]
        /// Combinations of the three.
        public fileprivate(set) var cases = 0
    }

    /// Circumstances, and how many workloads are measured under them.
    public struct Conditions: Equatable, Sendable {
        /// `cache=warm,stage=kernel`.
        public let name: String
        /// How many of the block's there are under them.
        public fileprivate(set) var workloads = 0
    }

    /// A variant, and where it cannot run.
    public struct Variant: Equatable, Sendable {
        /// As it stands in ids.
        public let name: String
        /// Why, with the workloads of which that holds, in the order of the groups; none where it always runs.
        public fileprivate(set) var absences: [Absence] = []
    }

    /// A reason why there are no figures.
    public struct Absence: Equatable, Sendable {
        /// Of the machine, the build or the library.
        public let reason: String
        /// Whose cases have it.
        public fileprivate(set) var workloads: [String]
    }

    /// - Parameter groups: a suite's, in order.
    public init(_ groups: [GroupPlan]) {
        for group in groups {
            let cases = group.cases.filter { !$0.role.isRoof }
            let names = cases.map(\.id.variant)
            let index = blocks.place(of: { $0.variants.map(\.name) == names }) {
                Block(variants: names.map { Variant(name: $0) })
            }
            blocks[index].add(group, cases)
        }
    }
}

extension CaseOverview.Block {
    fileprivate mutating func add(_ group: GroupPlan, _ cases: [CasePlan]) {
        self.cases += cases.count
        if !workloads.contains(group.workload) { workloads.append(group.workload) }
        let name = CaseID.conditionText(group.conditions)
        conditions[conditions.place(of: { $0.name == name }) { .init(name: name) }].workloads += 1
        for (index, each) in cases.enumerated() {
            if let reason = each.unavailable { variants[index].add(reason, of: group.workload) }
        }
    }
}

extension CaseOverview.Variant {
    fileprivate mutating func add(_ reason: String, of workload: String) {
        let index = absences.place(of: { $0.reason == reason }) { .init(reason: reason, workloads: []) }
        if !absences[index].workloads.contains(workload) { absences[index].workloads.append(workload) }
    }
}

extension Array {
    /// Where the element is, appended where there is none.
    fileprivate mutating func place(of isWanted: (Element) -> Bool, or make: () -> Element) -> Int {
        if let index = firstIndex(where: isWanted) { return index }
        append(make())
        return count - 1
    }
}
