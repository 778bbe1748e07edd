import Kernels
import Testing

@testable import Suites

@Suite("suites/int8-fp32.yaml")
struct INT8FP32DefinitionTests {
    /// Published totals, MLPerf Tiny's reference models: MACs and parameters of one inference.
    static let published = [
        "kws": (2_656_768, 22_604), "vww": (7_489_664, 210_850), "ic": (12_501_632, 77_706),
        "ad": (264_192, 265_864), "sww": (826_368, 46_883),
    ]

    @Test("MACs and parameters of the five models equal the published totals")
    func totals() throws {
        let definition = try INT8FP32Definition(Repository.int8FP32())
        #expect(Set(definition.models.map(\.name)) == Set(Self.published.keys))
        for model in definition.models {
            #expect(model.macs == Self.published[model.name]?.0, "\(model.name)")
            #expect(model.parameters == Self.published[model.name]?.1, "\(model.name)")
        }
    }

    /// Layer → MAC / parameters, from the published tables.
    @Test(
        "Single layers have their published sizes",
        arguments: [
            ("kws.conv", 320_000, 2_624), ("kws.dw", 72_000, 640), ("kws.pw", 512_000, 4_160), ("kws.fc", 768, 780),
            ("vww.stem", 497_664, 224), ("vww.dw1", 165_888, 80), ("vww.dw6", 20_736, 640),
            ("vww.pw7", 589_824, 16_512),
            ("vww.pw12", 294_912, 33_024), ("vww.fc", 512, 514), ("ic.conv2", 2_359_296, 2_320),
            ("ic.skip3", 131_072, 2_112), ("ad.fc1", 81_920, 82_048), ("ad.fc10", 81_920, 82_560),
            ("sww.dw1", 3_360, 160), ("sww.dw4", 1_920, 2_048), ("sww.pw4", 4_096, 4_128),
        ])
    func layers(name: String, macs: Int, parameters: Int) throws {
        let suite = try INT8FP32(definition: Repository.int8FP32(), request: SuiteRequest())
        let workload = try #require(suite.workloads.first { $0.name == name })
        #expect(workload.shape.macs == macs)
        #expect(workload.shape.parameterCount == parameters)
    }

    @Test(
        "Networks take and give what the published models do",
        arguments: [("kws", 490, 12), ("vww", 27_648, 2), ("ic", 3072, 10), ("ad", 640, 640), ("sww", 1200, 3)])
    func networks(name: String, inputs: Int, outputs: Int) throws {
        let definition = try INT8FP32Definition(Repository.int8FP32())
        let model = try #require(definition.models.first { $0.name == name })
        #expect(model.network.inputCount == inputs)
        #expect(model.network.outputCount == outputs)
        // The same layers by their order as by their counts.
        #expect(model.network.macs == model.macs)
        #expect(model.network.parameterCount == model.parameters)
    }

    @Test("ResNet-8's blocks add what they were given, and no convolution before an addition has a ReLU")
    func residuals() throws {
        let definition = try INT8FP32Definition(Repository.int8FP32())
        let network = try #require(definition.models.first { $0.name == "ic" }).network
        let additions = network.steps.enumerated().filter { $0.element.shape.operandCount == 2 }
        #expect(additions.map(\.element.name) == ["add1", "add2", "add3"])
        let sources = additions.map { $0.element.inputs.map { network.steps[$0 - 1].name } }
        #expect(sources == [["conv2", "conv1"], ["skip2", "conv4"], ["skip3", "conv6"]])
        for (_, addition) in additions {
            #expect(addition.clamp == 0...Float.infinity)
            #expect(network.steps[addition.inputs[0] - 1].clamp.lowerBound == -.infinity)
            let second = network.steps[addition.inputs[1] - 1]
            #expect((second.clamp.lowerBound == -.infinity) == (second.name != "conv1"))
        }
    }

    @Test("A layer that does not fit its model's totals is found, with the line of the total")
    func wrongLayer() throws {
        let file = try Repository.int8FP32(replacing: "kernel: [10, 4]", with: "kernel: [10, 3]")
        let error = try #require(throws: DefinitionError.self) { try INT8FP32Definition(file) }
        #expect(error.field == "models[0].totals.macs")
        #expect(error.line == Repository.line(of: "macs: 2656768", in: file))
        #expect(error.cause == "the layers add up to 2576768")
    }

    @Test(
        "What is wrong in the file is named by line and field",
        arguments: [
            ("stride: 2, filters: 64", "stride: 0, filters: 64", "models[0].layers[0].stride", "0 is out of range"),
            ("stride: 2, filters: 64", "stride: -1, filters: 64", "models[0].layers[0].stride", "-1 is out of range"),
            (
                "stride: 2, filters: 64", "stride: two, filters: 64", "models[0].layers[0].stride",
                "expected a whole number, found 'two'"
            ),
            (
                "stride: 2, filters: 64", "stride: 2, filter: 64", "models[0].layers[0].filter", "unknown key 'filter'"
            ),
            ("input: [49, 10, 1]", "input: [49, 10]", "models[0].layers[0].input", "expected 3 elements, found 2"),
            ("input: [49, 10, 1]", "input: [49, 0, 1]", "models[0].layers[0].input[1]", "0 is out of range"),
            (
                "kind: convolution, input: [49", "kind: conv, input: [49", "models[0].layers[0].kind",
                "'conv' is not known here"
            ),
            (
                "name: fc, kind: fully-connected, inputs: 64, outputs: 12",
                "name: pw, kind: fully-connected, inputs: 64, outputs: 12", "models[0].layers[4]",
                "the layer 'pw' is given twice"
            ),
            ("  - name: vww", "  - name: kws # again", "models[1]", "'kws' is given twice"),
            (
                "network: [conv, dw", "network: [conf, dw", "models[0].network[0]", "no layer is called 'conf'"
            ),
            (
                "network: [conv, dw, pw, dw", "network: [conv, pw, dw", "models[0].network",
                "'dw' is used 3×, but its count is 4"
            ),
            (
                "network: [conv, dw, pw, dw, pw, dw, pw, dw, pw, pool, fc]",
                "network: [conv, dw, pw, dw, pw, dw, pw, dw, pw, fc, pool]", "models[0].network[9]",
                "fc takes 64 elements, but pw has 25×5×64"
            ),
            (
                "{ layer: add1, with: conv1 }", "{ layer: add1, with: conv3 }", "models[2].network[3].with",
                "no step before this one is called 'conv3'"
            ),
            ("{ layer: add2, with: conv4 }", "{ layer: add2 }", "models[2].network[7]", "add2 takes 2 inputs"),
            (
                "{ layer: add2, with: conv4 }", "{ layer: add2, with: conv3, from: add1 }", "models[2].network[7]",
                "add2 takes 16×16×32, but add1 has 32×32×16"
            ),
            (
                "{ layer: skip3, from: add2 }", "{ layer: skip3, for: add2 }", "models[2].network[10].for",
                "unknown key 'for'"
            ),
            (
                "kind: average-pool, input: [3, 3, 256], kernel: [3, 3]",
                "kind: average-pool, input: [3, 3, 256], kernel: [4, 3]", "models[1].layers[19]",
                "average pool 4×3 stride 1×1 valid 3×3×256: the kernel does not fit into the input; "
                    + "use padding same or a smaller kernel"
            ),
            (
                "full: { calibration: 128, evaluation: 1000 }", "full: { calibration: 0, evaluation: 1000 }",
                "inputs.full.calibration", "0 is out of range"
            ),
            ("- [128, 128, 128]", "- [64, 64, 64] # again", "gemms[1]", "'gemm.64x64x64' is given twice"),
            ("- [64, 64, 64]", "- [64, 64]", "gemms[0]", "expected 3 elements, found 2"),
            ("    - kws.conv\n", "    - kws.cnov\n", "quick.workloads[0]", "no layer or model is called 'kws.cnov'"),
            ("  - fp32/portable\n", "  - fp32/portble\n", "variants[0]", "no variant is called 'fp32/portble'"),
            ("stage: [kernel, packed, converted]", "stage: []", "conditions.stage", "the list is empty"),
            ("quick: { rounds: 80", "quick: { rounds: 5", "modes.quick.rounds", "5 is out of range"),
            ("suite: int8-fp32", "suite: fp32-int8", "suite", "this is not int8-fp32"),
        ])
    func wrong(old: String, new: String, field: String, cause: String) throws {
        let file = try Repository.int8FP32(replacing: old, with: new)
        let error = try #require(throws: DefinitionError.self) { try INT8FP32Definition(file) }
        #expect(error.field == field)
        #expect(error.cause == cause)
        let firstLine = new.split(separator: "\n")[0].trimmingPrefix(while: \.isWhitespace)
        #expect(error.line == Repository.line(of: String(firstLine), in: file))
        #expect(!error.remedy.isEmpty)
    }

    @Test("A missing part is named")
    func missing() throws {
        let file = try Repository.int8FP32(replacing: "gemms:", with: "products:")
        #expect(throws: DefinitionError.self) { try INT8FP32Definition(file) }
        let noTotals = try Repository.int8FP32(
            replacing: "    totals: { macs: 2656768, parameters: 22604 }\n", with: "")
        let error = try #require(throws: DefinitionError.self) { try INT8FP32Definition(noTotals) }
        #expect(error.cause == "'totals' is missing")
        #expect(error.field == "models[0]")
    }

    @Test("A key given twice and text that is no YAML are named by line")
    func syntax() throws {
        let twice = try Repository.int8FP32(replacing: "suite: int8-fp32", with: "suite: int8-fp32\nsuite: int8-fp32")
        #expect(throws: DefinitionError.self) { try INT8FP32Definition(twice) }
        let broken = try Repository.int8FP32(replacing: "variants:", with: "variants: [")
        let error = try #require(throws: DefinitionError.self) { try INT8FP32Definition(broken) }
        #expect(error.line != nil)
        #expect(error.description.contains(".yaml:"))
    }

    @Test("A shape beyond 64 bits or beyond memory is refused, not computed")
    func huge() throws {
        for shape in ["[9223372036854775807, 2, 2]", "[1000000, 1000000, 64]", "[64, 64, 131072]"] {
            let file = try Repository.int8FP32(replacing: "[64, 64, 64]", with: shape)
            let error = try #require(throws: DefinitionError.self) { try INT8FP32Definition(file) }
            #expect(error.field == "gemms[0]", "\(shape)")
        }
    }

    @Test("The quick subset has at least twelve shapes of all five models")
    func quick() throws {
        let definition = try INT8FP32Definition(Repository.int8FP32())
        let models = Set(definition.quickWorkloads.compactMap { $0.split(separator: ".").first })
        #expect(definition.quickWorkloads.count >= 12)
        #expect(models.isSuperset(of: ["kws", "vww", "ic", "ad", "sww"]))
    }
}
