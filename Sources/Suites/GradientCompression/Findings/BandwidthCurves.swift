import Measurement
import RealModule
import Report

/// Time of a step over the bandwidth of a link that carries one message of each worker: a chart for each task, with a curve for FP32,
/// FP16 and each codec that is the fastest somewhere.
struct BandwidthCurves {
    let tasks: [ParallelWorkload]
    let results: [GroupResult]

    /// Bytes a second, from the slowest radio to the fastest network, in even steps of magnitude.
    private static let ends = (low: 10.0, high: 1e10)
    private static let points = 46
    private static let always = [CodecPlanner.baseline, "fp16"]

    private static var bandwidths: [Double] {
        (0..<points).map { index in
            ends.low * .exp(Double(index) / Double(points - 1) * .log(ends.high / ends.low))
        }
    }

    func series() -> [Report.Series] {
        results.filter { $0.conditions["pass"] == ParallelWorkload.pass }.flatMap { result -> [Report.Series] in
            guard tasks.contains(where: { $0.name == result.workload && $0.conditions == result.conditions }) else {
                return []
            }
            let curves = result.cases.compactMap(Self.curve)
            let fastest = Set(
                (0..<Self.points).compactMap { point in
                    curves.min { $0.points[point].y < $1.points[point].y }?.codec
                })
            return curves.filter { fastest.contains($0.codec) || Self.always.contains($0.codec) }.map { curve in
                .init(
                    name: "step over bandwidth, \(result.workload)", x: .init(name: "bandwidth", unit: "B/s"),
                    y: .init(name: "time of a step", unit: "s"), points: curve.points, label: curve.codec)
            }
        }
    }

    private static func curve(_ entry: Report.Case) -> (codec: String, points: [Report.Series.Point])? {
        guard case .value(let work)? = entry.metrics["time"], case .value(let bytes)? = entry.metrics["bytes.wire"]
        else { return nil }
        return (entry.variant, bandwidths.map { .init(x: $0, y: work.value + bytes.value / $0) })
    }
}
