import Measurement
import Report

/// The fastest INT8 variant of a group against its FP32 baseline.
struct Duel {
    let workload: LayerWorkload
    let conditions: [String: String]
    let fp32: MeasuredSide
    let int8: MeasuredSide
    private let peakRatio: Double?

    init?(_ workload: LayerWorkload, _ result: GroupResult) {
        guard let fp32 = result.baselineSide, let int8 = result.fastest(.int8) else { return nil }
        self.workload = workload
        self.fp32 = fp32
        self.int8 = int8
        conditions = result.conditions
        func peak(_ precision: String) -> Double? {
            result.cases.first { $0.isPeak && $0.variant.contains("\(precision)/") }?.metrics["throughput"]?.value
        }
        peakRatio = peak("int8").flatMap { int8 in peak("fp32").map { int8 / $0 } }
    }

    /// INT8's time over FP32's.
    var ratio: Double { int8.median / fp32.median }

    /// From the same rounds: what the machine offers, and how much of it either side uses.
    var peaks: String {
        guard let peakRatio, let own = int8.peakShare, let other = fp32.peakShare else {
            return "no peak loop ran beside it"
        }
        return
            "the machine's INT8 peak is \(times(peakRatio)) that of FP32, and the layer reaches \(percent(own)) of it, "
            + "in FP32 \(percent(other))"
    }
}
