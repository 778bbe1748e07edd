import Kernels
import Learning
import Models
import Statistics
import TestSupport
import Testing

@testable import Adaptation

@Suite struct LayerQuantiserTests {
    /// The layers of a network and their parameters.
    private func layers(_ pretrained: PretrainedModel) -> [(step: Int, layer: FloatLayer)] {
        pretrained.model.operations.enumerated().compactMap { index, operation in
            guard case .layer(.float(let layer)) = operation, layer.shape.parameterCount > 0 else { return nil }
            return (index, layer)
        }
    }

    private func isSame(_ room: LayerQuantiser.Room, _ layer: IntegerLayer) -> Bool {
        layer.weights.indices.allSatisfy { room.weights[$0] == layer.weights[$0] }
            && layer.bias.indices.allSatisfy { room.bias[$0] == layer.bias[$0] }
            && layer.multipliers.indices.allSatisfy { room.multipliers[$0] == layer.multipliers[$0] }
    }

    @Test func quantisesAsKernelsDo() throws {
        var generator = SeededGenerator(for: "quantising again")
        for seed in 0..<20 as Range<UInt64> {
            let pretrained = try PretrainedModel.random(.convolutional(), seed: seed)
            let tensors = pretrained.ranges.map {
                QuantizationParameters(covering: $0.lowerBound, $0.upperBound, type: .s8)
            }
            for (step, layer) in layers(pretrained) {
                let (input, output) = (tensors[pretrained.model.network.steps[step].inputs[0]], tensors[step + 1])
                let quantiser = LayerQuantiser(layer.shape, input: input, output: output, weightLimit: 127)
                let room = LayerQuantiser.Room([layer.shape])
                var changed = layer
                for i in changed.weights.indices where generator.integer(below: 3) == 0 {
                    changed.weights[i] *= Float(4 * generator.uniform())
                }
                // A channel without weights has no scale of its own.
                for i in stride(from: 0, to: changed.weights.count, by: changed.bias.count) { changed.weights[i] = 0 }
                #expect(quantiser.quantise(changed.weights, bias: changed.bias, into: room))
                let expected = IntegerLayer(
                    quantizing: changed, input: input, output: output, precision: .int8, weightLimit: 127)
                #expect(isSame(room, expected), "seed \(seed), step \(step)")
            }
        }
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func whatHasDivergedIsLeftAlone(_ value: Float) throws {
        let pretrained = try PretrainedModel.random(.dense([4, 3, 2]), seed: 1)
        let layer = try #require(layers(pretrained).first?.layer)
        let parameters = QuantizationParameters(covering: -1, 1, type: .s8)
        let quantiser = LayerQuantiser(layer.shape, input: parameters, output: parameters, weightLimit: 127)
        let room = LayerQuantiser.Room([layer.shape])
        var broken = layer.weights
        broken[5] = value
        #expect(!quantiser.quantise(broken, bias: layer.bias, into: room))
        #expect(!quantiser.quantise(layer.weights, bias: [0, value, 0], into: room))
        #expect((0..<layer.weights.count).allSatisfy { room.weights[$0] == 0 })
        #expect(quantiser.quantise(layer.weights, bias: layer.bias, into: room))
        #expect(
            isSame(
                room,
                IntegerLayer(
                    quantizing: layer, input: parameters, output: parameters, precision: .int8, weightLimit: 127)))
    }
}
