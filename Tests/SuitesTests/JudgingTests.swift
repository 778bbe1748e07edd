import Foundation
@testable import Measurement
import Report
import Statistics
import Testing

@testable import Suites

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
        calibrated: times.mapValues { $0[0] }, series: [],
        warnings: [],
        seconds: 1)
}

@Suite("Verdicts over a run")
struct JudgingTests {
    private let settings = MeasurementSettings(rounds: 200, groupSeconds: nil, seed: 1)

    private func verdicts(_ results: [GroupResult], comparisons: Int) throws -> [String: Report.Verdict] {
        let judged = try Judging.comparisons(results, settings: settings) { _ in
            ComparisonFamily(name: "q", comparisons: comparisons)
        }
        return Dictionary(uniqueKeysWithValues: judged.map { ($0.variant, $0.verdict) })
    }

    @Test("Faster, slower and equal variants are told apart, whatever the machine's mood")
    func verdicts() throws {
        let group = measuredGroup(
            "a:cache=warm", ratios: ["int8/fast": 0.9, "int8/slow": 1.1, "int8/same": 1.0], noise: 0.005)
        let verdicts = try verdicts([group], comparisons: 3)
        #expect(verdicts["int8-fp32:a:int8/fast:cache=warm"] == .better)
        #expect(verdicts["int8-fp32:a:int8/slow:cache=warm"] == .worse)
        #expect(verdicts["int8-fp32:a:int8/same:cache=warm"] == .equivalent)
    }

    @Test("The ratio is the median of the rounds' ratios, and its interval holds it")
    func ratio() throws {
        let group = measuredGroup("a:cache=warm", ratios: ["int8/x": 0.5])
        let comparison = try #require(
            try Judging.comparisons([group], settings: settings) { _ in ComparisonFamily(name: "q", comparisons: 1) }
                .first)
        #expect(abs(comparison.ratio - 0.5) < 0.01)
        #expect(comparison.interval.low <= comparison.ratio && comparison.ratio <= comparison.interval.high)
        #expect(comparison.rounds == 200 && comparison.confidence >= 0.99)
        #expect(comparison.metric == "time" && comparison.baseline == "int8-fp32:a:fp32/avx2:cache=warm")
    }

    @Test("A filter makes no verdict easier: the family's size is the question's, not what is left of it")
    func filter() throws {
        let one = measuredGroup("a:cache=warm", ratios: ["int8/x": 0.985], noise: 0.03, rounds: 60, seed: 4)
        let alone = try Judging.comparisons([one], settings: settings) { _ in
            ComparisonFamily(name: "q", comparisons: 1)
        }[0]
        let filtered = try Judging.comparisons([one], settings: settings) { _ in
            ComparisonFamily(name: "q", comparisons: 60)
        }[
            0]
        #expect(filtered.confidence > alone.confidence)
        #expect(filtered.interval.low <= alone.interval.low && filtered.interval.high >= alone.interval.high)
    }

    @Test("Questions are corrected each on its own")
    func questions() throws {
        let groups = ["a:cache=cold", "a:cache=warm"].map { measuredGroup($0, ratios: ["int8/x": 0.9]) }
        let judged = try Judging.comparisons(groups, settings: settings) {
            ComparisonFamily(name: $0.group, comparisons: 1)
        }
        let one = try Judging.comparisons([groups[0]], settings: settings) {
            ComparisonFamily(name: $0.group, comparisons: 1)
        }
        #expect(judged[0] == one[0])
    }

    @Test("Too few rounds for any verdict are told")
    func fewRounds() throws {
        let few = measuredGroup("a:cache=warm", ratios: ["int8/x": 0.5], rounds: 12)
        let warning = Judging.tooFewRounds([few], settings: settings) { _ in
            ComparisonFamily(name: "q", comparisons: 60)
        }
        #expect(warning?.message.contains("fewer than the 14 rounds") == true)
        let verdict = try verdicts([few], comparisons: 60).values.first
        #expect(verdict == .undecided)
        let enough = measuredGroup("a:cache=warm", ratios: ["int8/x": 0.5], rounds: 14)
        #expect(Judging.tooFewRounds([enough], settings: settings) { _ in .init(name: "q", comparisons: 60) } == nil)
        #expect(try verdicts([enough], comparisons: 60).values.first == .better)
    }

    @Test("Rates are compared for the work of a call, and above 1 is better")
    func rates() throws {
        // Twice the bytes in 1.5 times the time: 1.33 times the rate.
        var group = measuredGroup("a:cache=warm", ratios: ["read/wide": 1.5], noise: 0.001)
        group.compared = .bandwidth
        let wide = try #require(group.cases.firstIndex { $0.variant == "read/wide" })
        group.cases[wide].work.bytes = 200
        let comparison = try #require(
            try Judging.comparisons([group], settings: settings) { _ in ComparisonFamily(name: "q", comparisons: 1) }
                .first)
        #expect(comparison.metric == "bandwidth" && comparison.verdict == .better)
        #expect(abs(comparison.ratio - 2 / 1.5) < 0.005)
        #expect(comparison.interval.low <= comparison.ratio && comparison.ratio <= comparison.interval.high)
    }

    @Test("Without a baseline there is nothing to compare, and roofs are not compared")
    func none() throws {
        var group = measuredGroup("a:cache=warm", ratios: ["peak/int8/x": 0.9, "bandwidth/int8/x": 0.9])
        #expect(try verdicts([group], comparisons: 1).isEmpty)
        group.baseline = nil
        #expect(try verdicts([group], comparisons: 1).isEmpty)
    }
}

@Suite("The answers of int8-fp32")
struct INT8FP32FindingsTests {
    private func findings(_ results: [GroupResult]) throws -> [Report.Finding] {
        let suite = try INT8FP32(definition: Repository.int8FP32(), request: SuiteRequest())
        let comparisons = try Judging.comparisons(
            results, settings: MeasurementSettings(rounds: 200, groupSeconds: nil, seed: 1), family: suite.family)
        return suite.findings(from: results, comparisons: comparisons, on: .synthetic())
    }

    @Test("Where the model was not measured, its layers are weighed by their counts, with the fastest INT8 of each")
    func layersOfModel() throws {
        // KWS: conv ×1, dw ×4, pw ×4, pool ×1, fc ×1, all 1 µs in FP32: 11 µs against 0.5 + 8 + 2 + 1 + 1 = 12.5 µs in INT8.
        let conditions = "cache=warm,stage=kernel"
        let results = [("conv", 0.5), ("dw", 2.0), ("pw", 0.5), ("pool", 1.0), ("fc", 1.0)].map { name, ratio in
            measuredGroup(
                "kws.\(name):\(conditions)", ratios: ["int8/portable": 3 * ratio, "int8/avx2": ratio], noise: 0.001)
        }
        let all = try findings(results)
        let speedup = try #require(all.first { $0.name == "speedup.layers.kws:\(conditions)" })
        #expect(abs(speedup.value - 11 / 12.5) < 0.005)
        #expect(speedup.interval.map { $0.low <= speedup.value && speedup.value <= $0.high } == true)
        #expect(speedup.statement.contains("keyword spotting (DS-CNN): INT8 is 0.88× as fast as FP32"))
        #expect(speedup.statement.contains("the sum of its layers; kernel, warm"))
        let tally = try #require(all.first { $0.name == "layers-faster:\(conditions)" })
        #expect(tally.value == 2)
        #expect(
            tally.statement
                == "INT8 is faster than FP32 in 2 of 5 layers, slower in 1, equal in 2 (kernel, warm); by FP32's time: "
                + "kws.dw 2.00×")
        let losses = all.filter { $0.name.hasPrefix("layers-not-faster.") }
        #expect(losses.map(\.name) == ["layers-not-faster.kws:\(conditions)"])
        #expect(losses[0].value == 3)
        #expect(
            losses[0].statement
                == "keyword spotting (DS-CNN): INT8 is not faster in 3 of 5 layers (kernel, warm; its time by FP32's): "
                + "dw 2.00×, pool 1.00×, fc 1.00×: no roofs ran beside it")
    }

    @Test(
        "Where INT8 is no faster, the limit that binds is named, by the whole interval",
        arguments: [
            (0.2, 0.9, "arithmetic binds"), (1.5, 3, "memory binds"), (0.9, 1.2, "arithmetic and memory bind alike"),
        ])
    func bindingLimit(low: Double, high: Double, limit: String) throws {
        var group = measuredGroup("kws.dw:cache=warm,stage=kernel", ratios: ["int8/avx2": 2], noise: 0.001)
        for index in group.cases.indices {
            let isFP32 = group.cases[index].variant == "fp32/avx2"
            group.cases[index].metrics["roofline-share"] = .exact(isFP32 ? 0.5 : 0.25, "1", .higher)
            // The baseline's own limit is another question.
            let ends = isFP32 ? (0.1, 0.1) : (low, high)
            group.cases[index].metrics["memory-boundness"] = .value(
                .init(
                    unit: "1", better: .lower, provenance: .derived, value: (ends.0 + ends.1) / 2,
                    interval: .init(ends.0, ends.1), confidence: 0.95, count: 20))
        }
        let finding = try #require(try findings([group]).first { $0.name.hasPrefix("layers-not-faster.kws:") })
        #expect(
            finding.statement.hasSuffix(
                "in 1 of 1 layer (kernel, warm; its time by FP32's): dw 2.00× [25 %, FP32 50 %]: \(limit), shares of the "
                    + "roofline in brackets"))
    }

    @Test("What is added to a kernel that wins is the reason; layers that the rounds could not tell have none")
    func addedWork() throws {
        let all = try findings([
            measuredGroup("vww.pw3:cache=warm,stage=kernel", ratios: ["int8/avx2": 0.5], noise: 0.001),
            measuredGroup("vww.pw3:cache=warm,stage=packed", ratios: ["int8/avx2": 1.5], noise: 0.001),
            measuredGroup("vww.pw7:cache=warm,stage=packed", ratios: ["int8/avx2": 1], noise: 0.2, rounds: 20),
        ])
        let losses = all.filter { $0.name.hasPrefix("layers-not-faster.") }
        #expect(losses.map(\.name) == ["layers-not-faster.vww:cache=warm,stage=packed"])
        let statement = try #require(losses.first).statement
        #expect(statement.contains("pw3 1.50×: packing the weights costs what the kernel alone gains; undecided: pw7 "))
    }

    @Test("A measured model is the headline, with what it costs and whether its layers add up")
    func model() throws {
        let conditions = "cache=warm,stage=kernel"
        // The peak loop at 1 µs; layers of 1 µs in INT8, eleven of them, against a model of 5.5 µs in INT8.
        let ratios = ["int8/avx2": 1.0, "bf16/avx2": 2.0, "peak/int8/avx2": 1.0]
        let layers = ["conv", "dw", "pw", "pool", "fc"].map {
            measuredGroup("kws.\($0):\(conditions)", ratios: ratios, noise: 0.001)
        }
        var whole = measuredGroup(
            "kws:\(conditions)", ratios: ["int8/avx2": 5.5, "bf16/avx2": 11, "peak/int8/avx2": 1], noise: 0.001)
        for index in whole.cases.indices {
            let isFP32 = whole.cases[index].variant == "fp32/avx2"
            whole.cases[index].metrics = [
                "memory.weights": .exact(isFP32 ? 4096 : 1024, "B", .lower),
                "memory.activations": .exact(isFP32 ? 2048 : 1024, "B", .lower),
                "sqnr": .exact(37.26, "dB", .higher, count: 1000), "error.max-lsb": .exact(1.5, "1", .lower),
            ]
        }
        let all = try findings([whole] + layers)
        let speedup = try #require(all.first)
        #expect(speedup.name == "speedup.kws:\(conditions)")
        #expect(abs(speedup.value - 1 / 5.5) < 0.005)
        #expect(speedup.interval.map { $0.low <= speedup.value && speedup.value <= $0.high } == true)
        #expect(speedup.statement.contains("(int8/avx2 against fp32/avx2; whole model; kernel, warm)"))
        #expect(!all.contains { $0.name.hasPrefix("speedup.layers") })
        let precisions = try #require(all.first { $0.name == "precisions.kws:\(conditions)" })
        #expect(abs(precisions.value - 1 / 5.5) < 0.005)
        #expect(precisions.statement.contains("INT8 0.18×, BF16 0.09× (whole model; kernel, warm)"))
        let memory = try #require(all.first { $0.name == "memory.kws" })
        #expect(memory.value == 2048.0 / 6144)
        let sqnr = try #require(all.first { $0.name == "sqnr.kws" })
        #expect(sqnr.statement.contains("37.3 dB above its error, at most 1.5 output steps off, over 1000 inputs"))
        let sum = try #require(all.first { $0.name == "layers.kws:\(conditions)" })
        // FP32's layers of 1 µs each against a model of 1 µs differ most.
        #expect(abs(sum.value - 11) < 0.05)
        #expect(sum.statement.contains("add up to 11.0× (fp32/avx2), 2.00× (bf16/avx2), 2.00× (int8/avx2) the model's"))
    }

    @Test("A model measured in part says so and does not pass for the whole")
    func partial() throws {
        let all = try findings([measuredGroup("kws.pw:cache=warm,stage=kernel", ratios: ["int8/avx2": 0.5])])
        let speedup = try #require(all.first)
        #expect(speedup.name == "speedup.partial.kws:cache=warm,stage=kernel")
        #expect(speedup.statement.contains("1 of its 5 shapes, 77 % of its MACs"))
        #expect(
            try findings([measuredGroup("kws.fc:cache=warm,stage=kernel", ratios: ["int8/avx2": 0.5])]).first?.name
                .hasPrefix("layers-faster") == true, "a sliver of a model is no headline")
    }

    @Test("Without INT8 beside FP32 there is no answer")
    func none() throws {
        #expect(try findings([measuredGroup("kws.pw:cache=warm,stage=kernel", ratios: [:])]).isEmpty)
    }
}
