import Basics
import Kernels
import Statistics

/// A network of fully connected layers, most of whose weights are left out, in training: what is left out is neither stored nor
/// computed, forward and backward. Activations keep the layout of the sparse kernels from the first layer to the last. A step
/// allocates nothing. Not safe for concurrent use.
public final class SparseTrainer {
    /// Of the layers.
    public let shapes: [LayerShape]
    /// Examples of a batch.
    public let batch: Int
    /// Bytes of everything that it has allocated for numbers; indices beside.
    public let byteCount: Int
    /// Bytes that say where weights are.
    public let indexByteCount: Int
    /// Steps so far.
    public private(set) var iteration = 0
    private let layers: [Layer]
    private let optimiser: any Optimiser
    private let kernels: SparseKernels
    private let elements: ElementwiseKernels
    /// Outputs and their gradient, example after example, as the loss takes them.
    private let outputs, outputGradient: Floats

    /// Numbers in memory of their own, all zeros at first.
    private final class Floats {
        let start: UnsafeMutablePointer<Float>
        let count: Int

        init(_ count: Int) {
            self.count = count
            start = .aligned(repeating: 0, count: count)
        }

        deinit { start.deallocate() }

        var byteCount: Int { count * MemoryLayout<Float>.stride }
    }

    private struct Layer {
        var sparse: SparseLayer
        /// Whether a ReLU follows.
        var hasActivation: Bool
        /// Weights in stored order, in that of the gradient by the input, their gradient and what the optimiser remembers.
        var weights, transposed, gradient, state: Floats
        var bias, biasGradient, biasState: Floats
        /// What it takes, and its gradient; the first layer's has none.
        var input, inputGradient: Floats
        /// What it makes is the next layer's input.
        var output, outputGradient: Floats

        var all: [Floats] {
            [weights, transposed, gradient, state, bias, biasGradient, biasState, input, inputGradient]
        }
    }

    /// - Parameters:
    ///   - patterns: of products that follow each other, with ReLU between them.
    ///   - weights: K×N of each, row-major; what a pattern leaves out is not looked at.
    ///   - biases: of each; 0 where there are none.
    ///   - batch: examples, at least 1.
    /// - Throws: `SparsityError` or `KernelError` for a layer that the kernels do not take,
    ///   ``TrainingError/otherModel(reason:)`` for layers that do not follow each other.
    public init(
        _ patterns: [SparsityPattern], weights: [[Float]], biases: [[Float]]? = nil, batch: Int,
        optimiser: any Optimiser,
        kernels: SparseKernels = .fastest, elements: ElementwiseKernels = .fastest
    ) throws {
        guard !patterns.isEmpty, weights.count == patterns.count else {
            throw TrainingError.otherModel(reason: "there are \(weights.count) layers' weights for \(patterns.count)")
        }
        for (pattern, weights) in zip(patterns, weights) where weights.count != pattern.shape.weightCount {
            throw TrainingError.otherModel(
                reason: "\(pattern.shape) has \(pattern.shape.weightCount) weights, not \(weights.count)")
        }
        for (pattern, bias) in zip(patterns, biases ?? []) where bias.count != pattern.shape.biasCount {
            throw TrainingError.otherModel(
                reason: "\(pattern.shape) has \(pattern.shape.biasCount) biases, not \(bias.count)")
        }
        if let biases, biases.count != patterns.count {
            throw TrainingError.otherModel(reason: "there are \(biases.count) layers' biases for \(patterns.count)")
        }
        for pattern in patterns {
            guard case .gemm(let gemm) = pattern.shape, gemm.m == 1 else {
                throw TrainingError.otherModel(reason: "\(pattern.shape) is not the product of one example")
            }
        }
        for (before, after) in zip(patterns, patterns.dropFirst()) where before.shape.gemm.n != after.shape.gemm.k {
            throw TrainingError.otherModel(
                reason:
                    "\(after.shape) takes \(after.shape.gemm.k) inputs of a layer with \(before.shape.gemm.n) outputs")
        }
        (shapes, self.batch, self.optimiser) = (patterns.map(\.shape), batch, optimiser)
        (self.kernels, self.elements) = (kernels, elements)
        let sparse = try patterns.map { try SparseLayer($0, batch: batch, with: kernels) }
        let tensors = sparse.map { Floats($0.input.count) } + [Floats(sparse[sparse.count - 1].output.count)]
        let gradients = [Floats(0)] + tensors.dropFirst().map { Floats($0.count) }
        let state = optimiser.stateCountPerParameter
        layers = sparse.enumerated().map { index, layer in
            let (count, outputs) = (layer.weightCount, layer.output.channels)
            return Layer(
                sparse: layer, hasActivation: index < sparse.count - 1, weights: Floats(count),
                transposed: Floats(index > 0 ? count : 0), gradient: Floats(count), state: Floats(count * state),
                bias: Floats(outputs), biasGradient: Floats(outputs), biasState: Floats(outputs * state),
                input: tensors[index], inputGradient: gradients[index], output: tensors[index + 1],
                outputGradient: gradients[index + 1])
        }
        for (layer, weights) in zip(layers, weights) { layer.sparse.arrange(weights, into: layer.weights.start) }
        for (layer, bias) in zip(layers, biases ?? []) {
            layer.bias.start.update(from: bias, count: bias.count)
        }
        let last = sparse[sparse.count - 1].output.channels * batch
        outputs = Floats(last)
        outputGradient = Floats(last)
        let held =
            layers.flatMap(\.all)
            + [tensors[tensors.count - 1], gradients[gradients.count - 1], outputs, outputGradient]
        byteCount = held.reduce(0) { $0 + $1.byteCount }
        indexByteCount = sparse.reduce(0) { $0 + $1.indexByteCount }
    }

    /// The network's outputs for a batch of inputs, example after example; they stay until the next call.
    public func forward(_ input: UnsafePointer<Float>) -> UnsafePointer<Float> {
        layers[0].sparse.input.fill(layers[0].input.start, from: input, with: kernels)
        for layer in layers {
            layer.sparse.run(
                stored: layer.weights.start, bias: layer.bias.start, input: layer.input.start,
                output: layer.output.start)
            guard layer.hasActivation else { continue }
            elements.clamp(
                layer.output.start, to: 0...Float.infinity, output: layer.output.start, count: layer.output.count)
        }
        let last = layers[layers.count - 1]
        last.sparse.output.read(last.output.start, into: outputs.start, with: kernels)
        return UnsafePointer(outputs.start)
    }

    /// One training step.
    /// - Returns: the loss before the update.
    /// - Throws: what the loss throws; nothing is updated then.
    public func step(_ input: UnsafePointer<Float>, rate: Double, loss: Trainer.Loss) throws -> Double {
        let value = try loss(forward(input), outputGradient.start)
        iteration += 1
        let last = layers[layers.count - 1]
        last.sparse.output.fill(last.outputGradient.start, from: outputGradient.start, with: kernels)
        for index in layers.indices.reversed() { backward(layers[index], isFirst: index == 0, rate: rate) }
        return value
    }

    private func backward(_ layer: Layer, isFirst: Bool, rate: Double) {
        let gradient = layer.outputGradient.start
        if layer.hasActivation {
            elements.clampGradient(
                output: layer.output.start, within: 0...Float.infinity, outputGradient: gradient,
                inputGradient: gradient,
                count: layer.output.count)
        }
        if !isFirst {
            layer.sparse.arrangeTransposed(layer.weights.start, into: layer.transposed.start)
            layer.sparse.runInputGradient(
                transposed: layer.transposed.start, outputGradient: gradient, inputGradient: layer.inputGradient.start)
        }
        layer.sparse.runWeightGradient(
            input: layer.input.start, outputGradient: gradient, gradient: layer.gradient.start)
        let layout = layer.sparse.output
        for channel in 0..<layout.channels {
            let from = gradient + layout.offset(channel: channel)
            var sum: Float = 0
            for example in 0..<batch { sum += from[example] }
            layer.biasGradient.start[channel] = sum
        }
        update(layer.weights, by: layer.gradient, layer.state, rate: rate)
        update(layer.bias, by: layer.biasGradient, layer.biasState, rate: rate)
    }

    private func update(_ parameters: Floats, by gradient: Floats, _ state: Floats, rate: Double) {
        optimiser.step(
            parameters: parameters.start, gradients: gradient.start, state: state.start, count: parameters.count,
            learningRate: rate, iteration: iteration, kernels: elements)
    }

    /// A copy of a layer's weights, K×N with zeros where there are none, and its biases.
    public func parameters(ofLayer index: Int) -> (weights: [Float], bias: [Float]) {
        let layer = layers[index]
        var weights = [Float](repeating: 0, count: shapes[index].weightCount)
        layer.sparse.scatter(layer.weights.start, into: &weights)
        return (weights, Array(UnsafeBufferPointer(start: layer.bias.start, count: layer.bias.count)))
    }
}
