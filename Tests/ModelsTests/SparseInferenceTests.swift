import Kernels
import Statistics
import Testing

@testable import Models

@Suite("Predictions with few weights")
struct SparseInferenceTests {
    private static let sizes = [37, 24, 17, 5]

    /// Fully connected layers with small whole numbers as weights, so that every order of summing gives the same; of a share of
    /// them 0.
    private static func model(sparsity: Double, seed: UInt64) throws -> Model {
        var generator = SeededGenerator(seed: seed)
        let network = try Network(
            zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
                .init(
                    name: "fc\(index + 1)", shape: .layer(.gemm(GEMMShape(m: 1, n: size.1, k: size.0))),
                    inputs: [index], clamp: index == sizes.count - 2 ? Network.Step.none : Network.Step.relu)
            })
        let operations = try network.steps.map { step -> Model.Operation in
            guard case .layer(let shape) = step.shape else { throw ModelError.notSparse }
            var weights = (0..<shape.weightCount).map { _ in
                generator.uniform() < sparsity ? 0 : Float(generator.integer(below: 7) - 3)
            }
            weights[0] = 1
            let bias = (0..<shape.biasCount).map { _ in Float(generator.integer(below: 9) - 4) }
            return .layer(.float(FloatLayer(shape: shape, weights: weights, bias: bias, clamp: step.clamp)))
        }
        return try Model(network, precision: .fp32, operations: operations)
    }

    private static let input = (0..<37).map { Float($0 % 11) - 5 }

    @Test("They are those of all weights with zeros, to the bit", arguments: [0, 0.5, 0.9, 0.99])
    func dense(sparsity: Double) throws {
        let model = try Self.model(sparsity: sparsity, seed: 3)
        let backend = try #require(Backends.all.first { $0.name == "fp32/portable" })
        let dense = try Inference(model, on: backend)
        let expected = withExtendedLifetime(dense) {
            Array(UnsafeBufferPointer(start: dense.run(Self.input), count: 5))
        }
        for kernels in SparseKernels.all where kernels.unavailable == nil {
            let sparse = try SparseInference(model, kernels: kernels)
            for _ in 0..<2 {
                let outputs = withExtendedLifetime(sparse) {
                    Array(UnsafeBufferPointer(start: sparse.run(Self.input), count: 5))
                }
                #expect(outputs == expected, "\(kernels.name)")
            }
            let check = sparse.checkSteps(Self.input)
            #expect(check.passed && check.detail == "all 3 steps are within their FP64 bounds", "\(check.detail)")
        }
    }

    @Test("What it takes are the weights that are left, their places, and the tensors")
    func bytes() throws {
        let model = try Self.model(sparsity: 0.9, seed: 4)
        let kept = model.operations.reduce(0) { sum, operation in
            guard case .layer(.float(let layer)) = operation else { return sum }
            return sum + layer.weights.count { $0 != 0 }
        }
        let sparse = try SparseInference(model)
        #expect(sparse.macs == kept && sparse.weightByteCount == 4 * (kept + 24 + 17 + 5))
        // Two bytes a weight at least; with the other direction and the order it would be many times as much.
        #expect(sparse.indexByteCount >= 2 * kept && sparse.indexByteCount < 2 * kept + 6 * (24 + 17 + 5) + 200)
        #expect(sparse.tensorByteCount >= 4 * (37 + 24 + 17))
    }

    @Test("A weight in a wrong place is found")
    func seeded() throws {
        let model = try Self.model(sparsity: 0.5, seed: 5)
        guard case .layer(.float(var layer)) = model.operations[1] else { return }
        let place = try #require(layer.weights.indices.first { layer.weights[$0] == 0 && $0 % 17 == 3 })
        // Whatever the layer before it makes, some input of this output is not 0.
        for row in 0..<24 { layer.weights[row * 17 + place % 17] += 1 }
        var operations = model.operations
        operations[1] = .layer(.float(layer))
        let other = try Model(model.network, precision: .fp32, operations: operations)
        let check = try SparseInference(model).checkSteps(Self.input, of: other)
        #expect(!check.passed && check.detail.hasPrefix("step 1, fc2: "), "\(check.detail)")
    }

    @Test("Other layers are refused, and one without any weight")
    func refusals() throws {
        var generator = SeededGenerator(seed: 6)
        let convolution = try Network([
            .convolution("conv", ImageShape(height: 4, width: 4, channels: 2), to: 3, from: 0)
        ])
        let model = try Model.random(convolution, using: &generator)
        #expect(throws: ModelError.notSparse) { try SparseInference(model) }
        let shape = LayerShape.gemm(GEMMShape(m: 1, n: 2, k: 3))
        let network = try Network([.init(name: "fc", shape: .layer(shape), inputs: [0], clamp: Network.Step.none)])
        let empty = try Model(
            network, precision: .fp32,
            operations: [
                .layer(.float(FloatLayer(shape: shape, weights: .init(repeating: 0, count: 6), bias: [0, 0])))
            ])
        #expect(throws: SparsityError.nothingKept) { try SparseInference(empty) }
    }
}
