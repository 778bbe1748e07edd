import Adaptation
import Report

extension StrategyCost {
    /// Memory by what it is for, and all of it.
    var memory: [String: Report.Metric] {
        var metrics = ["memory.planned": Report.Metric.exact(Double(total), "B", .lower)]
        for (category, bytes) in bytes { metrics[category.metric] = .exact(Double(bytes), "B", .lower) }
        return metrics
    }
}

extension StrategyCost.Category {
    /// The metric of its bytes.
    fileprivate var metric: String {
        switch self {
        case .weights: "memory.parameters"
        case .labelBuffer: "memory.waiting"
        case .gradients, .optimiser, .activations, .workspace, .detector, .statistics, .input: "memory.\(rawValue)"
        }
    }
}
