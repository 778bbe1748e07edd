import Foundation
import Report
import Statistics

@testable import Measurement

/// A group as if it had been measured: the baseline at 1 µs, each variant at a ratio to it, with noise.
func measuredGroup(
    _ name: String, baseline: String = "fp32/avx2", ratios: [String: Double], noise: Double = 0.02, rounds: Int = 200,
    seed: UInt64 = 1
) -> GroupResult {
    var generator = SeededGenerator(seed: seed, stream: name)
    let parts = name.split(separator: ":").map(String.init)
    let conditions = Dictionary(
        uniqueKeysWithValues: parts[1].split(separator: ",").map { pair in
            (String(pair.prefix { $0 != "=" }), String(pair.drop { $0 != "=" }.dropFirst()))
        })
    func id(_ variant: String) -> String { "int8-fp32:\(parts[0]):\(variant):\(parts[1])" }
    let mood = (0..<rounds).map { _ in 1 + 0.3 * generator.uniform() }
    var times: [String: [Double]] = [:]
    for (variant, ratio) in ratios.merging([baseline: 1], uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
        times[id(variant)] = mood.map { 1e-6 * $0 * ratio * exp(noise * generator.gaussian()) }
    }
    let cases = times.keys.sorted().map { id in
        Report.Case(
            id: id, group: name, workload: parts[0], variant: id.split(separator: ":").map(String.init)[2],
            parameters: [:], work: .init(macs: 1000, bytes: 100), metrics: [:], checks: [])
    }
    return GroupResult(
        workload: parts[0], conditions: conditions, compared: .time, baseline: id(baseline), cases: cases,
        rounds: times,
        piloted: times.mapValues { $0[0] }, series: [],
        warnings: [],
        seconds: 1)
}
