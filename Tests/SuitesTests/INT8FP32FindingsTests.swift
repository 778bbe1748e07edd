import Foundation
import Report
import Testing

@testable import Measurement
@testable import Suites

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
        #expect(precisions.statement.contains("INT8 0.18×, BF16 0.0909× (whole model; kernel, warm)"))
        let memory = try #require(all.first { $0.name == "memory.kws" })
        #expect(memory.value == 2048.0 / 6144)
        let sqnr = try #require(all.first { $0.name == "sqnr.kws" })
        #expect(sqnr.statement.contains("37.3 dB above its error, at most 1.5 output steps off, over 1000 inputs"))
        let sum = try #require(all.first { $0.name == "layers.kws:\(conditions)" })
        // FP32's layers of 1 µs each against a model of 1 µs differ most.
        #expect(abs(sum.value - 11) < 0.05)
        #expect(sum.statement.contains("add up to 11.0× (fp32/avx2), 2.00× (bf16/avx2), 2.00× (int8/avx2) the model's"))
    }

    @Test(
        "Layers that add up to less than the model are explained by the caches, where those can tell",
        arguments: [
            (
                600.0,
                "alone, the largest layer's 16.0 KiB stay in the level-1 cache, while the model walks through 599.0 KiB of "
                    + "weights and 1.0 KiB of activations, which only the level-3 cache holds (int8/avx2)"
            ),
            (20, "unexplained by caches: the level-1 cache holds the model as it holds each layer"),
        ])
    func layersByModel(kibibytes: Double, explanation: String) throws {
        let conditions = "cache=warm,stage=kernel"
        // Eleven layers of 1 µs, against a model of 2200 µs in INT8: further from it than in FP32, where the model takes 1 µs.
        let ratios = ["int8/avx2": 1.0, "peak/int8/avx2": 1.0]
        func with(_ metrics: [String: Report.Metric], _ group: GroupResult) -> GroupResult {
            var group = group
            for index in group.cases.indices { group.cases[index].metrics = metrics }
            return group
        }
        let layers = ["conv", "dw", "pw", "pool", "fc"].map {
            with(
                ["memory.peak": .exact(16 * 1024, "B", .lower)],
                measuredGroup("kws.\($0):\(conditions)", ratios: ratios, noise: 0.001))
        }
        let whole = with(
            [
                "memory.weights": .exact((kibibytes - 1) * 1024, "B", .lower),
                "memory.activations": .exact(1024, "B", .lower),
            ],
            measuredGroup(
                "kws:\(conditions)", ratios: ["int8/avx2": 2200, "peak/int8/avx2": 1], noise: 0.001))
        let sum = try #require(try findings([whole] + layers).first { $0.name == "layers.kws:\(conditions)" })
        #expect(abs(sum.value - 0.005) < 0.0005)
        #expect(sum.statement.hasSuffix("; " + explanation), "\(sum.statement)")
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
