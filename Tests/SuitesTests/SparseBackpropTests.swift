import Foundation
import Kernels
import Measurement
import Report
import Testing

@testable import Suites

@Suite("suites/sparse-backprop.yaml")
struct SparseBackpropDefinitionTests {
    private static let name = SparseBackprop.name

    @Test("It is read as it is written")
    func read() throws {
        let definition = try SparseBackpropDefinition(Repository.definition(of: Self.name))
        #expect(Set(definition.forms) == Set(SparsityForm.allCases))
        #expect(definition.sparsities == [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99])
        #expect(definition.conditions.count == 11, "packing is no part of the gradient by the weights")
        let linear = try #require(definition.workloads.first)
        #expect(linear.shape == .gemm(.init(m: 128, n: 256, k: 512)) && linear.batch == 1)
        let convolution = try #require(definition.workloads.first { $0.name == "conv.14x14x128" })
        #expect(convolution.batch == 8 && convolution.macs == 8 * 196 * 128 * 1152)
        #expect(definition.updates.workloads.map(\.name) == ["kws", "vww", "ic", "ad", "sww"])
        #expect(definition.updates.variants.contains(.full) && definition.updates.variants.contains(.channels(0.25)))
        #expect(definition.gradients.workloads.map(\.name) == ["mlp.784x500x500x10", "mlp.784x500x500x10"])
        // All, five rules, and the same chosen beforehand.
        #expect(definition.gradients.variants.count == 11)
        #expect(definition.tasks.workloads.map(\.name) == ["task.ecg", "task.activity", "task.bearing"])
        #expect(definition.tasks.variants.contains(.dense) && definition.tasks.workloads[0].seeds >= 5)
        for variant in definition.tasks.variants { #expect(TaskVariant(variant.name) == variant) }
        for variant in definition.gradients.variants.filter({ $0.rule != nil && !$0.isChosen }) {
            #expect(GradientVariant(variant.ruleName) == variant)
        }
    }

    @Test(
        "What is wrong in the file is named by line and field",
        arguments: [
            ("suite: sparse-backprop", "suite: sparse", "suite", "this is not sparse-backprop"),
            ("pass: [step,", "pass: [steps,", "conditions.pass[0]", "'steps' is not known here"),
            ("stage: [kernel,", "stage: [packed,", "conditions.stage[1]", "'packed' is given twice"),
            ("  - fp32/portable", "  - fp32/portabel", "dense[0]", "no dense kernel is called 'fp32/portabel'"),
            ("forms: [unstructured,", "forms: [random,", "forms[0]", "'random' is not known here"),
            (
                "sparsities: [0, 0.5,", "sparsities: [0, 1,", "sparsities[1]",
                "a sparsity is a share from 0 up to, not including, 1"
            ),
            ("sparsities: [0, 0.5,", "sparsities: [0.5, 0,", "sparsities[1]", "sparsities ascend"),
            (
                "- { pass: step, stage: converted }", "- { pass: step, stage: packed  }", "quick.conditions[1]",
                "'step, packed' is given twice"
            ),
            (
                "- { pass: step, stage: converted }", "- { pass: weight-gradient, stage: packed }",
                "quick.conditions[1]", "a full run has no such conditions"
            ),
            (
                "name: ad.fc2, batch: 32,", "name: ad.fc2, activation: relu, batch: 32,", "workloads[10].activation",
                "unknown key 'activation'"
            ),
            ("ic.conv5, kws.pw]", "ic.conv6, kws.pw]", "quick.workloads[2]", "no workload is called 'ic.conv6'"),
            ("updates: [kws]", "updates: [kwz]", "quick.updates[0]", "no model of updates is called 'kwz'"),
            ("models: [kws,", "models: [kwz,", "updates.models[0]", "no model is called 'kwz'"),
            ("optimiser: momentum", "optimiser: lion", "updates.optimiser", "'lion' is not known here"),
            ("last/3, biases", "last/0, biases", "updates.scopes[2]", "'last/0' says nothing that can be updated"),
            ("channels/0.25]", "channels/2]", "updates.scopes[4]", "'channels/2' says nothing that can be updated"),
            ("scopes: [full,", "scopes: [last/2,", "updates.scopes", "the others are held against full"),
            (
                "sizes: [784, 500, 500, 10]", "sizes: [784, 10]", "gradients.sizes",
                "a network with a hidden layer has three sizes at least"
            ),
            ("batches: [10, 128]", "batches: [0, 128]", "gradients.batches[0]", "0 is out of range"),
            ("[top-of-row/20,", "[top/20,", "gradients.rules[0]", "'top/20' is no rule"),
            ("[top-of-row/20,", "[top-of-row/501,", "gradients.rules[0]", "a hidden layer has 500 units"),
            ("at-least/0.05,", "at-least/nan,", "gradients.rules[3]", "'at-least/nan' is no rule"),
            ("streams: [ecg,", "streams: [eeg,", "tasks.streams[0]", "'eeg' is not known here"),
            ("variants: [dense,", "variants: [erk/0.7,", "tasks.variants", "the others are held against dense"),
            (" erk/0.8,", " erk/1.8,", "tasks.variants[4]", "'erk/1.8' is no way to train"),
            ("lot-erk/0.9,", "lot-top-of-row/9,", "tasks.variants[8]", "'lot-top-of-row/9' is no way to train"),
            ("top-of-row/8, random/8", "top-of-row/80, random/8", "tasks.variants[10]", "a hidden layer has 64 units"),
            ("  hidden: [128, 64]", "  hidden: []", "tasks.hidden", "the list is empty"),
            ("  batch: 32", "  batch: 2001", "tasks.batch", "2001 is out of range"),
            (
                "rates: [0.0003,", "rates: [-1,", "tasks.rates[0]",
                "expected a number above 0 and up to a million, found '-1'"
            ),
            ("dense/0.5,", "dense/0.55,", "tasks.variants[1]", "0.55 of 10 epochs are no whole ones"),
            ("  seeds: 10", "  seeds: 4", "tasks.seeds", "4 is out of range"),
            ("tasks: [ecg]", "tasks: [eeg]", "quick.tasks[0]", "no task is called 'eeg'"),
        ])
    func wrong(old: String, new: String, field: String, cause: String) throws {
        let file = try Repository.definition(of: Self.name, replacing: old, with: new)
        let error = try #require(throws: DefinitionError.self) { try SparseBackpropDefinition(file) }
        #expect(error.field == field)
        #expect(error.cause == cause)
        #expect(error.line == Repository.line(of: new, in: file))
        #expect(!error.remedy.isEmpty)
    }

    @Test("A layer without sparse kernels and a batch of zero are refused")
    func layers() throws {
        let old = "name: ad.fc2, batch: 32, kind: fully-connected, inputs: 128, outputs: 128"
        for (new, cause) in [
            (
                "name: pool, batch: 1, kind: average-pool, input: [4, 4, 8], kernel: [4, 4]",
                "there are no sparse kernels for average-pool layers"
            ),
            (old.replacingOccurrences(of: "batch: 32", with: "batch: 0"), "0 is out of range"),
        ] {
            let file = try Repository.definition(of: Self.name, replacing: old, with: new)
            let error = try #require(throws: DefinitionError.self) { try SparseBackpropDefinition(file) }
            #expect(error.cause == cause)
        }
    }

    @Test("Options and shapes that it does not have are refused")
    func request() throws {
        let definition = try Repository.definition(of: Self.name)
        for request in [
            SuiteRequest(shapes: ["3x5x7"]), SuiteRequest(options: ["kernels": "avx1024"]),
            SuiteRequest(options: ["kernel": "avx2"]),
        ] {
            #expect(throws: SuiteError.self) { try SparseBackprop(definition: definition, request: request) }
        }
    }
}

@Suite("Findings of updates and gradients")
struct TrainingFindingsTests {
    private func definition() throws -> SparseBackpropDefinition {
        try SparseBackpropDefinition(Repository.definition(of: SparseBackprop.name))
    }

    @Test("The time of less is held against that of everything, in the same rounds")
    func updates() throws {
        let definition = try definition()
        let group = measuredGroup(
            "kws:pass=training-step", baseline: "update-full", ratios: ["update-last/1": 0.4, "update-biases": 1.1])
        let all = UpdateFindings(
            workloads: definition.updates.workloads, variants: definition.updates.variants, results: [group]
        ).all()
        let last = try #require(all.first { $0.name == "update-time.last/1:kws" })
        let interval = try #require(last.interval)
        #expect(abs(last.value - 0.4) < 0.01 && interval.low < 0.4 && 0.4 < interval.high)
        #expect(try #require(all.first { $0.name == "update-time.biases:kws" }).value > 1)
        #expect(!all.contains { $0.name.contains("update-memory") }, "nothing was planned")
    }

    @Test("A whole step, its backward pass and what choosing takes are told apart")
    func gradients() throws {
        let definition = try definition()
        let (rule, place) = ("top-of-row/20", "mlp.784x500x500x10")
        let groups = [
            measuredGroup(
                "\(place):batch=10,pass=training-step", baseline: "gradient-full", ratios: ["gradient-\(rule)": 0.8]),
            measuredGroup(
                "\(place):batch=10,pass=backward", baseline: "gradient-full",
                ratios: ["gradient-\(rule)": 0.25, "chosen-\(rule)": 0.2]),
        ]
        let all = GradientFindings(
            workloads: definition.gradients.workloads, variants: definition.gradients.variants, results: groups
        ).all()
        #expect(all.count == 2)
        let step = try #require(all.first { $0.name == "gradient-step.\(rule):\(place):batch=10" })
        #expect(abs(step.value - 1.25) < 0.02 && step.statement.contains("the backward pass alone 4.0"))
        let choosing = try #require(all.first { $0.name == "gradient-choosing.\(rule):\(place):batch=10" })
        #expect(abs(choosing.value - 0.2) < 0.02)
        #expect(try #require(choosing.interval).low < choosing.value && choosing.value < choosing.interval?.high ?? 0)
    }
}

@Suite("Findings of tasks")
struct TaskFindingsTests {
    private let variants = ["dense", "erk/0.9", "lot-erk/0.9", "random/8"].compactMap(TaskVariant.init)

    private func findings(kept: [String: ClosedRange<Double>]) throws -> [Report.Finding] {
        let workloads = try SparseBackpropDefinition(Repository.definition(of: SparseBackprop.name)).tasks.workloads
        var group = measuredGroup(
            "task.ecg:pass=training", baseline: "train-dense",
            ratios: ["train-erk/0.9": 0.2, "train-lot-erk/0.9": 0.5, "train-random/8": 0.1])
        for index in group.cases.indices {
            let memory = group.cases[index].variant == "train-dense" ? 1000.0 : 400
            group.cases[index].metrics["memory.planned"] = .exact(memory, "B", .lower)
            guard let interval = kept[group.cases[index].variant] else { continue }
            group.cases[index].metrics["accuracy.ratio"] = .value(
                .init(
                    unit: "1", better: .higher, provenance: .derived, value: 1,
                    interval: .init(interval.lowerBound, interval.upperBound), confidence: 0.95, count: 7))
        }
        return TaskFindings(workloads: workloads, variants: variants, results: [group]).overview
    }

    /// By magnitude a quarter of the steps has all weights, and all memory: 0.25 + 0.75·0.2 of the time.
    @Test("Of what is surely as accurate, the fastest and the smallest training are told, dense steps included")
    func equal() throws {
        let all = try findings(kept: [
            "train-erk/0.9": 0.992...1.01, "train-lot-erk/0.9": 0.991...1.02, "train-random/8": 0.98...1.05,
        ])
        let time = try #require(all.first { $0.name == "equal-accuracy-time:task.ecg" })
        #expect(
            abs(time.value - 0.4) < 0.01
                && time.statement.contains("2 of 3 variants are shown to keep it, at 95 % for all; fastest is erk/0.9"))
        let interval = try #require(time.interval)
        #expect(interval.low < time.value && time.value < interval.high)
        let memory = try #require(all.first { $0.name == "equal-accuracy-memory:task.ecg" })
        #expect(memory.value == 0.4 && memory.statement.contains("least memory takes lot-erk/0.9"))
    }

    @Test("Where nothing is surely as accurate, the finding says so")
    func none() throws {
        let all = try findings(kept: ["train-erk/0.9": 0.98...1.2])
        #expect(all.contains { $0.name == "no-equal-accuracy:task.ecg" })
        #expect(!all.contains { $0.name.hasPrefix("equal-accuracy") })
    }
}

@Suite("Findings of sparse-backprop")
struct SparseBackpropFindingsTests {
    private let variants = SparsityVariant.all([.unstructured, .twoOfFour], [0.5, 0.8, 0.9])

    private func findings(_ ratios: [String: Double]) -> [Report.Finding] {
        let group = measuredGroup("linear:pass=step,stage=packed", ratios: ratios)
        return SparsityFindings(variants: variants, results: [group]).details
    }

    @Test("The crossover lies where the ratio of times passes 1, and its interval about it")
    func crossover() throws {
        let all = findings([
            "unstructured/0.5": 1.5, "unstructured/0.8": 1 / 1.5, "unstructured/0.9": 0.3, "2-of-4": 1.2,
        ])
        let crossover = try #require(all.first { $0.name == "crossover.unstructured:linear:pass=step,stage=packed" })
        #expect(abs(crossover.value - 0.65) < 0.005)
        let interval = try #require(crossover.interval)
        #expect(
            interval.low < crossover.value && crossover.value < interval.high && interval.high - interval.low < 0.02)
        #expect(crossover.statement.contains("a training step is faster from a sparsity of 0.65 on"))
        let speedup = try #require(
            all.first { $0.name == "sparse-speedup.unstructured/0.8:linear:pass=step,stage=packed" })
        #expect(abs(speedup.value - 1.5) < 0.02)
        #expect(speedup.statement.contains("30 % of the 5.00× that its weights promise"))
        let pairs = try #require(all.first { $0.name == "sparse-speedup.2-of-4:linear:pass=step,stage=packed" })
        #expect(abs(pairs.value - 1 / 1.2) < 0.02)
        #expect(!all.contains { $0.name.hasPrefix("crossover.2-of-4") }, "one sparsity has no crossover")
    }

    @Test("Where nothing pays, or everything does, the finding says so, and has another name")
    func ends() {
        let never = findings(["unstructured/0.5": 3, "unstructured/0.8": 2, "unstructured/0.9": 1.5])
        #expect(
            never.contains {
                $0.name.hasPrefix("no-crossover.unstructured:")
                    && $0.statement.hasSuffix(
                        "no sparsity up to 0.90 pays; 95 % interval [none up to 0.90, none up to 0.90]")
            })
        let always = findings(["unstructured/0.5": 0.9, "unstructured/0.8": 0.5, "unstructured/0.9": 0.3])
        #expect(
            always.contains {
                $0.name.hasPrefix("crossover-below.unstructured:")
                    && $0.statement.contains(
                        "faster at every sparsity measured, from 0.50 on; 95 % interval [below 0.50,")
            })
    }

    @Test("Over all layers the first, the last and the middle one are told, and those that never pay")
    func overview() throws {
        let groups = [(0.6, "a"), (1.5, "b"), (3, "c"), (9, "d")].map { ratio, name in
            measuredGroup(
                "\(name):pass=step,stage=packed",
                ratios: [
                    "unstructured/0.5": ratio, "unstructured/0.8": ratio / 2, "unstructured/0.9": ratio / 4,
                    "2-of-4": ratio,
                ])
        }
        let all = SparsityFindings(variants: variants, results: groups).overview
        let pays = try #require(all.first { $0.name == "pays.unstructured" })
        // Ratios of 1.5 and 0.75 cross 1 at log 1.5 / log 2 of the way, which is 0.675 here.
        #expect(abs(pays.value - 0.675) < 0.01)
        #expect(pays.statement.contains("from a sparsity of below 0.50 (a) to 0.86 (c) on"), "\(pays.statement)")
        #expect(pays.statement.hasSuffix("; of 1 not at the highest sparsity, 0.90"), "\(pays.statement)")
        let pairs = try #require(all.first { $0.name == "pays.2-of-4" })
        // (0.6 · 1.5 · 3 · 9)^(1/4) slower.
        #expect(abs(pairs.value - 1 / 2.22) < 0.02)
        #expect(
            pairs.statement.contains("from 0.11× (d) to 1.67× (a); faster by its 95 % interval in 1"),
            "\(pairs.statement)")
    }

    /// 4× with all but layouts, 2× with these: half is left.
    @Test("What layouts cost shows apart")
    func layouts() throws {
        let groups = [("packed", 0.25), ("converted", 0.5), ("kernel", 0.2)].map { stage, ratio in
            measuredGroup("linear:pass=step,stage=\(stage)", ratios: ["unstructured/0.9": ratio])
        }
        let all = SparsityFindings(variants: variants, results: groups).details
        let layout = try #require(all.first { $0.name == "layout.unstructured/0.9:linear" })
        let interval = try #require(layout.interval)
        #expect(abs(layout.value - 0.5) < 0.01 && interval.low < 0.5 && 0.5 < interval.high)
        #expect(layout.statement.contains("80 % of its speed-up is left"))
    }

    @Test("Curves are of whole steps, a point a sparsity")
    func curves() throws {
        let ratios = ["unstructured/0.5": 1.5, "unstructured/0.8": 0.5, "unstructured/0.9": 0.25]
        let step = SparsityCurves(measuredGroup("linear:pass=step,stage=packed", ratios: ratios), variants: variants)
        let curve = try #require(step.series().first)
        #expect(step.series().count == 1 && curve.label == "unstructured" && curve.name == "linear, packed")
        #expect(curve.points.map(\.x) == [0.5, 0.8, 0.9])
        #expect(abs(curve.points[2].y - 4) < 0.1)
        let forward = SparsityCurves(
            measuredGroup("linear:pass=forward,stage=packed", ratios: ratios), variants: variants)
        #expect(forward.series().isEmpty)
    }
}
