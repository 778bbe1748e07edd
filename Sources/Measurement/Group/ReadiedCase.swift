import Basics
import Report

/// A case that was prepared and checked, or the reason why it has no figures.
struct ReadiedCase {
    let plan: CasePlan
    /// nil where it cannot run or failed its check.
    private(set) var prepared: PreparedCase?
    private(set) var checks: [Report.Check]
    /// The figures that need no clock.
    let metrics: [String: Report.Metric]
    private(set) var reason: String

    private static let failed = "its check failed, so it has no figures"

    init(_ plan: CasePlan, _ team: Team) {
        self.plan = plan
        if let unavailable = plan.unavailable {
            (prepared, checks, metrics, reason) = (nil, [], [:], unavailable)
            return
        }
        do {
            let prepared = try plan.prepare()
            let verified = prepared.verify() + [prepared.failedCalls].compactMap { $0 }
            // A kernel that computes wrong results is not called again.
            let allocations = verified.allSatisfy(\.passed) ? Self.allocations(in: prepared.call, by: team) : nil
            checks = verified + [allocations.flatMap { Self.check($0, library: plan.library) }].compactMap { $0 }
            let passed = checks.allSatisfy(\.passed)
            self.prepared = passed ? prepared : nil
            var figures = passed ? prepared.metrics.merging(prepared.resultMetrics()) { $1 } : [:]
            if passed, let allocations { figures["allocations"] = Self.metric(allocations) }
            metrics = figures
            reason = passed ? "" : Self.failed
        } catch {
            (prepared, checks, metrics, reason) = (nil, [], [:], "\(error)")
        }
    }

    /// Itself when everything is measured: without figures where a call has failed meanwhile.
    var finished: ReadiedCase {
        guard let check = prepared?.failedCalls else { return self }
        var failed = self
        failed.prepared = nil
        failed.checks.append(check)
        failed.reason = Self.failed
        return failed
    }

    /// Why it has no figures, with what the failed check found.
    var failure: String {
        let failed = checks.filter { !$0.passed }.map { "\($0.name): \($0.detail)" }
        return failed.isEmpty ? reason : failed.joined(separator: "; ")
    }

    /// What two calls ask the allocator for; nil where that cannot be counted.
    private static func allocations(in call: () -> Void, by team: Team) -> Int? {
        Allocations.count(by: team) { _ = window(iterations: 2, call) }
    }

    /// Nothing may be allocated in the window. What a library of others allocates inside its own call is part of what it
    /// costs, a figure and no failure: nil.
    private static func check(_ allocations: Int, library: String?) -> Report.Check? {
        library == nil
            ? .init(name: "allocations", passed: allocations == 0, detail: "\(allocations) allocations in two calls")
            : nil
    }

    private static func metric(_ allocations: Int) -> Report.Metric {
        let perCall = Double(allocations) / 2
        return .value(
            .init(
                unit: "1", better: .lower, provenance: .measured, value: perCall, interval: .init(perCall, perCall),
                confidence: 1, count: 2))
    }

    func record(
        in group: String, metrics: [String: Report.Metric]?, byThread: [String: Report.Parameter]
    ) -> Report.Case {
        let conditions = plan.id.conditions.mapValues { Report.Parameter.text($0) }
        return Report.Case(
            id: plan.name, group: group, workload: plan.id.workload, variant: plan.id.variant,
            parameters: plan.shape.merging(conditions) { $1 }.merging(byThread) { $1 }, work: plan.work,
            metrics: metrics ?? ["time": .unavailable(unit: "s", reason: reason)], checks: checks)
    }
}
