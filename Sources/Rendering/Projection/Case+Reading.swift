import Report

extension Report.Case {
    /// The conditions in the case's id.
    var conditions: String {
        // A report was judged when it was read: its ids have the form that CaseID takes apart more slowly.
        let parts = id.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count == 4 ? String(parts[3]) : ""
    }

    /// The value of a metric; nil where there is none or it is unavailable.
    func value(_ metric: String) -> Report.MetricValue? {
        guard case .value(let value) = metrics[metric] else { return nil }
        return value
    }

    /// The figures there are, in the order of the table of metrics.
    var figures: [(name: String, value: Report.MetricValue)] {
        Report.inOrder(metrics.keys).compactMap { name in value(name).map { (name, $0) } }
    }

    /// Why there is no figure of `metric`: the check that failed, the reason given, or that nobody asked.
    func absence(of metric: String) -> String {
        if let failedCheck { return "\(failedCheck.name): \(failedCheck.detail)" }
        if case .unavailable(_, let reason) = metrics[metric] { return reason }
        return "\(metric) was not measured"
    }

    /// Which limit of the roofline binds, `arithmetic` or `memory`; `either` where the interval holds both, nil where
    /// that was not measured.
    var bindingLimit: String? {
        guard let boundness = value("memory-boundness") else {
            return work.macs == 0 && value("roofline-share") != nil ? "memory" : nil
        }
        return boundness.interval.low > 1 ? "memory" : boundness.interval.high < 1 ? "arithmetic" : "either"
    }

    /// Whether any metric has a value.
    var hasFigures: Bool { metrics.keys.contains { value($0) != nil } }

    /// Whether models alone gave its figures.
    var isModelled: Bool { hasFigures && figures.allSatisfy { $0.value.provenance == .modelled } }

    /// The first check that failed.
    var failedCheck: Report.Check? { checks.first { !$0.passed } }
}
