import Adaptation
import Foundation
import Models
import Report
import Testing

@testable import Suites

@Suite("Lists of variants")
struct VariantsDefinitionTests {
    @Test("What a variant does not say it takes over from the one that it is like")
    func read() throws {
        let definition = try VariantsFixture.definition()
        #expect(definition.variants.map(\.name) == ["dense", "half", "whole", "few", "head"])
        #expect(definition.variants.map(\.precision) == [.fp32, .fp16, .int8, .fp32, .int8])
        #expect(definition.variants.map(\.sparsity) == [0, 0, 0, 0.9, 0])
        #expect(definition.baseline == "dense" && definition.disturbances.map(\.name) == ["noise/10dB", "noise/-20dB"])
        #expect(definition.variant("head")?.strategy?.name == "head/int8+fp32")
        #expect(definition.variants.allSatisfy { $0.network == definition.variants[0].network })
        let trainings = Set(definition.variants.map(\.training))
        #expect(trainings.count == 2, "all weights and few")
        let other = try VariantsFixture.definition(replacing: "precision: fp16", with: "baseline: true")
        #expect(other.baseline == "half")
    }

    @Test("The example is read")
    func example() throws {
        let definition = try VariantsDefinition(Repository.definition(of: "examples/variants"))
        #expect(definition.variants.count == 9 && definition.task.stream == .activity)
    }

    @Test(
        "What is wrong is told with line, field, cause and remedy",
        arguments: [
            (
                "strategy: head/int8+fp32", "strategy: heads", "16: variants[4].strategy",
                "'heads' in 'heads' names nothing to update; use frozen, full, head, last/LAYERS, layer-wise/UPDATES, biases, "
                    + "channels/SHARE or tiny-ol"
            ),
            (
                "strategy: head/int8+fp32", "strategy: head", "16: variants[4].strategy",
                "'head' predicts in fp32, but the variant in int8; write precision: fp32, or a strategy in int8 such as head/int8"
            ),
            (
                "precision: fp16", "precision: fp8", "13: variants[1].precision",
                "'fp8' is not known here; one of fp32, bf16, fp16, int8 is wanted"
            ),
            (
                "sparsity: 0.9", "sparsity: 1.0", "15: variants[3].sparsity",
                "a sparsity is a share from 0 up to, not including, 1; write one such as 0.9"
            ),
            (
                "precision: fp16", "precision: fp16, sparsity: 0.5", "13: variants[1].sparsity",
                "weights are left out in fp32 alone, not in fp16; write precision: fp32, or sparsity: 0"
            ),
            (
                "sparsity: 0.9", "sparsity: 0.9, strategy: full", "15: variants[3].strategy",
                "strategies learn with all weights, and 90 % are left out here; leave out sparsity or strategy"
            ),
            (
                "outputs: 16, activation: relu", "outputs: 16", "15: variants[3].sparsity",
                "fc1 has no ReLU, behind which sparse layers learn; write activation: relu"
            ),
            ("name: half", "name: whole", "14: variants[2]", "'whole' is given twice; rename or remove one of the two"),
            (
                "name: half, like: dense", "name: half, like: danse", "13: variants[1].like",
                "no variant above is called 'danse'; nearest: dense"
            ),
            (
                "name: half, like: dense, ", "name: half, ", "13: variants[1]",
                "'layers' is missing; add it, or 'like' with a variant above"
            ),
            (
                "drift: { schedule: sudden/60, events: 120, new: { source: 0, disturbances: [invert] }, rate: 0.01 }\n",
                "\n",
                "16: variants[4].strategy",
                "'head/int8+fp32' learns when something drifts, and nothing does; add drift: { schedule, events, new, rate }, or "
                    + "leave strategy out"
            ),
            (
                "noise/10dB, ", "missing/channel-1, ", "6: disturbances[0]",
                "missing/channel-1 takes channel 1, but the data have 1, from 0; name another"
            ),
            (
                "outputs: 3 }", "outputs: 3, activation: relu }", "11: variants[0].layers",
                "it does not end with a fully connected layer without activation behind another layer; add such a layer"
            ),
            (
                "precision: int8 }", "precision: int8, weights: nowhere.safetensors }", "14: variants[2].weights",
                "FOLDER/nowhere.safetensors cannot be read: there is no such file; check its path and permissions"
            ),
            ("seeds: 5", "seeds: 4", "4: task.seeds", "4 is out of range; a whole number, from 5 to 1000, is wanted"),
            (
                "sparsity: 0.9", "baseline: maybe", "15: variants[3].baseline",
                "'maybe' is neither true nor false; write baseline: true for one variant"
            ),
        ])
    func refusals(old: String, new: String, place: String, words: String) throws {
        let file = try VariantsFixture.file(replacing: old, with: new)
        let error = try #require(throws: DefinitionError.self) { try VariantsDefinition(file) }
        let folder = (file.path as NSString).deletingLastPathComponent
        let line = place.split(separator: ":")[0]
        let expected = "\(file.path):\(line):\(place.dropFirst(line.count + 1)): \(words)"
        #expect("\(error)" == expected.replacing("FOLDER", with: folder))
    }

    @Test("Two baselines, no variant at all, and a convolution without some of its weights are refused")
    func lists() throws {
        let error = try #require(throws: DefinitionError.self) {
            try VariantsFixture.definition(
                replacing: "precision: fp16 }",
                with: "baseline: true }\n  - { name: other, like: dense, baseline: true }")
        }
        #expect(error.cause == "'half' is the baseline already" && error.remedy == "mark one variant alone")
        #expect(error.field == "variants[2].baseline")
        let text = VariantsFixture.text
        let list = String(text[(text.range(of: "variants:\n")?.lowerBound ?? text.startIndex)...])
        let empty = try #require(throws: DefinitionError.self) {
            try VariantsFixture.definition(replacing: list, with: "variants: []\n")
        }
        #expect(empty.cause == "the list is empty" && empty.field == "variants")
        let example = try Repository.definition(
            of: "examples/variants", replacing: "like: cnn, precision: bf16", with: "like: cnn, sparsity: 0.5")
        let sparse = try #require(throws: DefinitionError.self) { try VariantsDefinition(example) }
        #expect(
            sparse.cause == "conv1 is no fully connected layer, and weights are left out of these alone"
                && sparse.remedy == "leave out sparsity, or build the network of fully connected layers")
    }

    @Test("A missing file of weights is the system's refusal, one of another shape is wrong data")
    func weights() throws {
        let missing = try #require(throws: DefinitionError.self) {
            try VariantsFixture.definition(replacing: "precision: int8 }", with: "weights: none.safetensors }")
        }
        #expect(missing.isUnreadable)
        let folder = NSTemporaryDirectory() + "weights-\(UUID().uuidString)"
        try TextFile.makeFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try TensorFile([
            StoredTensor("fc1.weight", shape: [16, 192], floats: .init(repeating: 0, count: 3072)),
            StoredTensor("fc1.bias", shape: [16], floats: .init(repeating: 0, count: 16)),
            StoredTensor("fc2.weight", shape: [16, 3], floats: .init(repeating: 0, count: 48)),
            StoredTensor("fc2.bias", shape: [3], floats: .init(repeating: 0, count: 3)),
        ]).write(to: folder + "/turned.safetensors")
        let turned = try #require(throws: DefinitionError.self) {
            try VariantsFixture.definition(
                replacing: "precision: int8 }", with: "weights: turned.safetensors }", in: folder)
        }
        #expect(!turned.isUnreadable && turned.field == "variants[2].weights" && turned.line == 14)
        #expect(
            turned.cause
                == "\(folder)/turned.safetensors: tensor 'fc1.weight' has the shape [16, 192], but the network needs [192, 16]"
        )
        #expect(
            turned.remedy == "reshape it, or name the layout of the weights in the metadata (layout: native or pytorch)"
        )
    }
}
