import Adaptation
import Foundation
import Models
import Report
import Testing

@testable import Suites

@Suite("Variants judged", .serialized)
struct VariantMeasuringTests {
    @Test("Sizes over the air are those of their parts")
    func sizes() throws {
        let definition = try VariantsFixture.definition()
        let round = try VariantRound(definition, lot: 1)
        func bytes(_ name: String) throws -> Int {
            let variant = try #require(definition.variant(name))
            return try UpdateSize.bytes(of: variant, round.model(variant).model)
        }
        let (weights, biases) = (192 * 16 + 16 * 3, 16 + 3)
        #expect(try bytes("dense") == 4 * (weights + biases))
        #expect(try bytes("half") == 2 * weights + 4 * biases)
        // A bias and a scale an output, and five bytes for each of three tensors.
        #expect(try bytes("whole") == weights + 8 * biases + 3 * 5)
        // A tenth of the first layer, whose bits are shorter than its numbers; all of the last.
        #expect(try bytes("few") == 4 * (307 + 48) + 4 * biases + 3072 / 8)
        #expect(try bytes("head") == 48 + 8 * 3)
    }

    @Test("Where few weights are left their numbers are shorter than bits")
    func numbers() throws {
        let definition = try VariantsFixture.definition(replacing: "sparsity: 0.9", with: "sparsity: 0.97")
        let variant = try #require(definition.variant("few"))
        let model = try VariantRound(definition, lot: 1).model(variant).model
        #expect(try UpdateSize.bytes(of: variant, model) == 4 * (92 + 48) + 4 * 19 + 2 * 92)
    }

    @Test("Given weights get the same right as those that were trained, to the bit; others do not")
    func given() throws {
        let folder = NSTemporaryDirectory() + "given-\(UUID().uuidString)"
        try TextFile.makeFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let trained = try VariantsFixture.definition()
        let round = try VariantRound(trained, lot: 5)
        let file = try round.model(trained.variants[0]).model.tensorFile()
        try file.write(to: folder + "/dense.safetensors")
        let given = try VariantsFixture.definition(
            replacing: "name: half, like: dense, precision: fp16",
            with: "name: half, like: dense, weights: dense.safetensors", in: folder)
        let whole = try VariantsFixture.definition(
            replacing: "precision: int8 }", with: "precision: int8, weights: dense.safetensors }", in: folder)
        for (own, name, other) in [(given, "half", "dense"), (whole, "whole", "whole")] {
            let variant = try #require(own.variant(name))
            let result = try VariantRound(own, lot: 5).result(of: variant)
            let expected = try round.result(of: #require(trained.variant(other)))
            #expect(result.clean == expected.clean && result.disturbed == expected.disturbed, "\(name)")
        }
        // In another lot they meet others, and stay what they are.
        let variant = try #require(given.variant("half"))
        let first = try VariantRound(given, lot: 5)
        let second = try VariantRound(given, lot: 6, first: first)
        #expect(try second.model(variant).model.tensorFile() == file)
        #expect(try second.model(#require(given.variant("dense"))).model.tensorFile() != file)
    }

    @Test("Much noise leaves chance, little leaves what there was; few weights keep most")
    func robustness() throws {
        // Ten times as much noise as signal leaves what a whole heartbeat still tells by its mean shape.
        let inputs = [
            ("noise/10dB, noise/-20dB", [0.6...1, 0.2...0.6]), ("noise/30dB, noise/-60dB", [0.7...1, 0.2...0.45]),
        ]
        for (disturbances, bounds) in inputs {
            var definition = try VariantsFixture.definition(
                replacing: "noise/10dB, noise/-20dB", with: disturbances)
            (definition.task.sources, definition.task.examples) = (10, 60)
            let round = try VariantRound(definition, lot: 2)
            for name in ["dense", "whole", "few"] {
                let lot = try round.result(of: #require(definition.variant(name)))
                let shares = lot.disturbed.map(VariantLot.mean)
                #expect(VariantLot.mean(lot.clean) > 0.7, "\(name)")
                for (share, bound) in zip(shares, bounds) { #expect(bound.contains(share), "\(name): \(shares)") }
            }
        }
    }

    @Test("A strategy meets the drift beside the model that stays as it is, in the same numbers")
    func online() throws {
        let definition = try VariantsFixture.definition()
        let lot = try VariantRound(definition, lot: 3).result(of: #require(definition.variant("head")))
        let online = try #require(lot.online)
        #expect(online.strategy.right.count == 120 && online.strategy.updates == 120 && online.frozen.updates == 0)
        #expect(online.strategy.after == 60..<120)
        let dense = try VariantRound(definition, lot: 3).result(of: definition.variants[0])
        #expect(dense.online == nil)
    }

    @Test("A case has every axis, and its checks pass", arguments: ["dense", "half", "whole", "few", "head"])
    func figures(name: String) throws {
        let definition = try VariantsFixture.definition()
        let store = try VariantsStore(definition, seed: 1)
        let variant = try #require(definition.variant(name))
        let prepared = try VariantCase(variant: variant, definition: definition, store: store, seed: 1).prepare()
        prepared.call()
        let checks = prepared.verify()
        #expect(checks.allSatisfy(\.passed) && prepared.failure() == nil, "\(checks)")
        // What predicts by what it learns with has no steps to be held against an oracle one by one.
        let names = ["reference", "judged"] + (name == "head" ? [] : [name == "whole" ? "int64" : "fp64"])
        #expect(checks.map(\.name) == names)
        let axes = [
            "accuracy", "accuracy.disturbed", "memory.planned", "memory.parameters", "bytes.wire", "energy.compute",
            "sqnr",
        ]
        for metric in axes + (name == "dense" ? [] : ["accuracy.difference"]) {
            guard case .value? = prepared.metrics[metric] else {
                Issue.record("\(name) has no \(metric)")
                continue
            }
        }
        #expect((prepared.metrics["accuracy.gain"] != nil) == (name == "head"))
        #expect(Set(prepared.evidence.keys) == ["none", "noise/10dB", "noise/-20dB"])
    }

    @Test("Outputs of other weights are far from what they should be, whatever the precision rounds away")
    func seeded() throws {
        let definition = try VariantsFixture.definition()
        let (round, other) = (try VariantRound(definition, lot: 1), try VariantRound(definition, lot: 2))
        for variant in definition.variants {
            let path = try round.path(variant)
            let examples = try round.clean()
            let own = try path.error(on: examples, first: 20).sqnr
            #expect(own > variant.precision.leastSQNR, "\(variant.name): \(own)")
            let apart = try path.error(on: examples, first: 20, of: other.model(variant).model).sqnr
            #expect(apart < VariantPrecision.int8.leastSQNR, "\(variant.name): \(apart)")
        }
    }
}
