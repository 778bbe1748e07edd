import Report

/// The headings of metrics in tables.
enum MetricNames {
    /// The heading of a metric's table.
    static func title(of metric: String) -> String {
        switch metric {
        case "time": "Time of one call"
        case "time.user": "CPU time in user mode"
        case "time.system": "CPU time in the kernel"
        case "throughput": "Throughput"
        case "peak-share": "Share of the sustained peak"
        case "roofline-share": "Share of the roofline, and the limit that binds"
        case "memory-boundness": "Time of memory by time of arithmetic"
        case "intensity": "Arithmetic intensity"
        case "bandwidth-share": "Share of the sustained bandwidth"
        case "bandwidth": "Bandwidth"
        case "energy": "Energy"
        case "energy.fixed": "Fixed cost of transmissions"
        case "energy.marginal": "Cost of what is sent"
        case "energy.maintenance": "Cost of staying reachable"
        case "energy.compute": "Cost of training"
        case "battery.life": "Battery life"
        case "time.air": "Time on the link"
        case "time.compute": "Time of training"
        case "probability": "Probability that training is better"
        case "break-even": "Batches from which training pays"
        case "accuracy": "Accuracy"
        case "accuracy.ratio": "Accuracy by the baseline's"
        case "loss": "Loss"
        case "sqnr": "Signal to quantisation noise"
        case "error.max-lsb": "Largest error in output steps"
        case "bytes.wire": "Bytes on the link"
        case "memory.peak": "Peak memory"
        case "memory.resident": "Peak resident memory"
        case "memory.prepare": "Peak memory of preparation"
        case "allocations": "Allocations of one call"
        case "memory.weights": "Packed weights"
        case "memory.activations": "Activations"
        case "memory.planned": "Planned memory of training"
        case "memory.input": "Inputs of a batch"
        case "memory.parameters": "Parameters"
        case "memory.optimiser": "Optimiser's memory"
        case "memory.gradients": "Gradients"
        case "memory.workspace": "Workspace"
        case "memory.gaps": "Gaps in planned memory"
        case "memory.formula": "Published estimate of memory"
        case "memory.formula-fp32": "Published estimate, for the batch in FP32"
        default: "`\(metric)`"
        }
    }
}
