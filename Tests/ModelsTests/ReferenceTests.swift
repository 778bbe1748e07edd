import Foundation
import Kernels
import Statistics
import TestSupport
import Testing

@testable import Models

/// The FP64 model, against NumPy and against the kernels' oracle.
@Suite struct ReferenceTests {
    private struct Fixture: Decodable {
        let added: [Double]
        let output: [Double]
    }

    /// As `numbers` of Fixtures/make_reference.py makes them.
    private static func numbers(_ count: Int, _ seed: Int) -> [Float] {
        (0..<count).map { Float(($0 * 37 + seed * 11) % 19 - 9) / 16 }
    }

    @Test func equalsNumPyExactly() throws {
        let network = try Network.residual()
        let seeds = ["stem": 2, "first": 4, "second": 6, "skip": 8, "fc": 10]
        let operations = network.steps.map { step -> Model.Operation in
            switch step.shape {
            case .addition(let image): .addition(.float(FloatAddition(count: image.count, clamp: step.clamp)))
            case .layer(let shape):
                .layer(
                    .float(
                        FloatLayer(
                            shape: shape, weights: Self.numbers(shape.weightCount, seeds[step.name] ?? 0),
                            bias: Self.numbers(shape.biasCount, (seeds[step.name] ?? 0) + 1), clamp: step.clamp)))
            }
        }
        let reference = try ReferenceModel(Model(network, precision: .fp32, operations: operations))
        let url = try #require(
            Bundle.module.url(forResource: "reference", withExtension: "json", subdirectory: "Fixtures"))
        let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
        let tensors = reference.tensors(Self.numbers(192, 1))
        #expect(tensors[5] == fixture.added)
        #expect(tensors[7] == fixture.output)
    }

    /// One step at a time, as the oracle takes FP32 inputs.
    @Test func equalsTheOracleOfEachLayer() throws {
        var generator = SeededGenerator(for: "reference against oracle")
        let image = ImageShape(height: 7, width: 5, channels: 11)
        let steps: [Network.Step] = [
            .convolution("conv", image, to: 13, from: 0), .convolution("strided", image, to: 6, stride: 2, from: 0),
            .depthwise("depthwise", image, from: 0), .fullyConnected("fc", 45, to: 9, from: 0),
            .globalPool("pool", image, from: 0),
        ]
        for step in steps {
            let model = try Model.random(Network([step]), using: &generator)
            guard case .layer(.float(let layer)) = model.operations[0] else { continue }
            let input = FloatLayer.randomInput(layer.shape, using: &generator)
            let oracle = FloatOracle(layer, input: input)
            let output = try ReferenceModel(model).tensors(input)[1]
            #expect(output.count == oracle.expected.count)
            // The oracle's pooling divides in FP32.
            let tolerance = step.name == "pool" ? 1e-7 : 1e-13
            for (actual, expected) in zip(output, oracle.expected) {
                #expect(abs(actual - expected) <= tolerance, "\(step.name)")
            }
        }
    }

    @Test func inputsAreMappedInTheirOrder() throws {
        var generator = SeededGenerator(seed: 3)
        let model = try Model.random(.residual(), using: &generator)
        let reference = try ReferenceModel(model)
        let stream = InputStream(seed: 1, name: "order", count: 192)
        let mapped = reference.map(stream, count: 40) { $0[7] }
        #expect(mapped == (0..<40).map { reference.tensors(stream[$0])[7] })
        #expect(Set(mapped.map { $0[0] }).count == 40, "no input twice")
    }
}
