import Measurement
import Report

/// The fastest INT8 variant of a group against its FP32 baseline.
struct Duel {
    let workload: LayerWorkload
    let conditions: [String: String]
    let fp32: MeasuredSide
    let int8: MeasuredSide

    init?(_ workload: LayerWorkload, _ result: GroupResult) {
        guard let fp32 = result.baselineSide, let int8 = result.fastest(.int8) else { return nil }
        self.workload = workload
        self.fp32 = fp32
        self.int8 = int8
        conditions = result.conditions
    }

    /// INT8's time over FP32's.
    var ratio: Double { int8.median / fp32.median }

    /// Which limit of the roofline binds INT8.
    var limit: String {
        guard case .value(let boundness)? = int8.metrics["memory-boundness"] else {
            // Without multiply-accumulates memory's roof stands alone.
            return int8.metrics["roofline-share"]?.value == nil ? "no roofs ran beside it" : "memory binds"
        }
        return boundness.interval.low > 1
            ? "memory binds" : boundness.interval.high < 1 ? "arithmetic binds" : "arithmetic and memory bind alike"
    }

    /// How near either side comes to its roofline, INT8 first.
    var shares: String {
        guard let own = int8.metrics["roofline-share"]?.value, let other = fp32.metrics["roofline-share"]?.value else {
            return ""
        }
        return " [\(percent(own)), FP32 \(percent(other))]"
    }
}
