import Report

extension Report.Case {
    /// The value of a metric; nil where the case does not have it or it was not to be had.
    func figure(_ metric: String) -> Report.MetricValue? {
        guard case .value(let value)? = metrics[metric] else { return nil }
        return value
    }
}
