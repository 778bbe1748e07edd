import Report

/// A case as it is to be measured.
public struct CasePlan {
    /// Its name; the conditions in it are part of the report's parameters.
    public var id: CaseID
    /// What it is for in its group.
    public var role: Role
    /// The arithmetic it is done in, such as `int8`: decides which roofs it is held against.
    public var precision: String
    /// The arithmetic that a roof is one of: its own, that of numbers widened to it, and that of narrower weights.
    public var roofOf: [String]
    /// The shape and whatever else describes the case beside its conditions.
    public var shape: [String: Report.Parameter]
    /// What one call computes and moves.
    public var work: Report.Work
    /// Why this machine cannot run it; nil where it can.
    public var unavailable: String?
    /// Whose library computes, which may allocate in its calls; nil where nothing may be allocated.
    public var library: String?
    /// Threads that its calls use.
    public var threads: Int
    /// Whether it is there as a candidate for the baseline alone: where another is faster at calibration it is left out.
    public var isCandidateOnly = false
    /// Allocates everything the calls need. Called once, on the measuring thread, just before the group's rounds;
    /// what it returns is let go after them.
    public var prepare: () throws -> PreparedCase

    /// The id as it stands in a report.
    public var name: String { id.description }

    /// What a case is for in its group.
    public enum Role: Equatable, Sendable {
        /// May serve as the baseline: the fastest of these does.
        case baseline
        /// Is held against the baseline.
        case variant
        /// A register-resident loop that shows what the machine sustains in its precision.
        case peak
        /// A loop over memory that shows how fast the group's working set can be read in its precision.
        case bandwidth

        /// Whether it shows a limit of the machine, not a way to compute the workload.
        public var isRoof: Bool { self == .peak || self == .bandwidth }
    }

    /// Memberwise; a roof is that of its own precision where `roofOf` names no others.
    public init(
        id: CaseID, role: Role, precision: String, shape: [String: Report.Parameter], work: Report.Work,
        unavailable: String? = nil, library: String? = nil, threads: Int = 1, roofOf: [String]? = nil,
        prepare: @escaping () throws -> PreparedCase
    ) {
        self.id = id
        self.role = role
        self.precision = precision
        self.roofOf = roofOf ?? [precision]
        self.shape = shape
        self.work = work
        self.unavailable = unavailable
        self.library = library
        self.threads = threads
        self.prepare = prepare
    }
}

/// A case with its buffers, ready to be called.
public struct PreparedCase {
    /// One call. It allocates nothing, save inside the plan's ``CasePlan/library``.
    public var call: () -> Void
    /// Holds the result of a call against the oracle; called before anything is timed.
    public var verify: () -> [Report.Check]
    /// Figures known from preparing the case.
    public var metrics: [String: Report.Metric] = [:]
    /// Figures known from preparing the case that the report tells in findings alone, by names of the suite's own.
    public var evidence: [String: Report.Metric] = [:]
    /// Curves known from preparing the case, such as how well something was learnt over time.
    public var series: [Report.Series] = []
    /// Figures that follow from the result, such as its accuracy; asked for after `verify`.
    public var resultMetrics: () -> [String: Report.Metric]
    /// What failed first in any call so far, which then took less time than the work; asked for after `verify`, and again
    /// when everything is measured.
    public var failure: () -> String?

    /// Memberwise.
    public init(
        call: @escaping () -> Void, verify: @escaping () -> [Report.Check] = { [] },
        resultMetrics: @escaping () -> [String: Report.Metric] = { [:] }, failure: @escaping () -> String? = { nil }
    ) {
        self.call = call
        self.verify = verify
        self.resultMetrics = resultMetrics
        self.failure = failure
    }

    /// The check that a failed call makes fail; nil where none has failed.
    var failedCalls: Report.Check? { failure().map { .init(name: "calls", passed: false, detail: $0) } }
}

/// The cases that answer one question together: measured in the same rounds, held against one baseline.
public struct GroupPlan {
    /// What is computed.
    public var workload: String
    /// The circumstances all its cases share.
    public var conditions: [String: String]
    /// In the order of the report.
    public var cases: [CasePlan]
    /// What decides which of them is better.
    public var compared: ComparedMetric
    /// Why its energy is not metered, which takes longer than the rounds; nil where it is.
    public var unmetered: String?

    /// The cases that are asked for: without roofs, and without what is there as a candidate alone.
    public var wanted: [CasePlan] { cases.filter { !$0.role.isRoof && !$0.isCandidateOnly } }

    /// `WORKLOAD:KEY=VALUE,KEY=VALUE`.
    public var name: String { Self.name(workload: workload, conditions: conditions) }

    /// - Parameters:
    ///   - workload: what is computed.
    ///   - conditions: the circumstances all cases share, by name.
    ///   - cases: in the order of the report.
    ///   - compared: what decides which of them is better.
    ///   - unmetered: why its energy is not metered; nil where it is.
    public init(
        workload: String, conditions: [String: String], cases: [CasePlan], compared: ComparedMetric = .time,
        unmetered: String? = nil
    ) {
        self.workload = workload
        self.conditions = conditions
        self.cases = cases
        self.compared = compared
        self.unmetered = unmetered
    }

    /// The name of the group of a workload under conditions; the workload's alone where there are none.
    public static func name(workload: String, conditions: [String: String]) -> String {
        ([workload] + (conditions.isEmpty ? [] : [CaseID.conditionText(conditions)])).joined(separator: ":")
    }
}
