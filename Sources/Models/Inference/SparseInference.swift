import Basics
import Kernels

/// A model of fully connected layers that predicts with few of its weights, one input at a time: those that are 0 are neither stored
/// nor computed. Not safe for concurrent use.
public final class SparseInference {
    /// What it computes.
    public let model: Model
    private let layers: [Layer]
    private let kernels: SparseKernels
    private let elements: ElementwiseKernels
    private let outputs: Floats

    /// Numbers in memory of their own.
    private final class Floats {
        let start: UnsafeMutablePointer<Float>
        let count: Int

        init(_ count: Int) {
            self.count = count
            start = .aligned(repeating: 0, count: count)
        }

        deinit { start.deallocate() }
    }

    private struct Layer {
        var sparse: SparseLayer
        var clamp: ClosedRange<Float>
        /// Weights in stored order.
        var weights, bias: Floats
        /// What it makes is the next layer's input.
        var input, output: Floats
    }

    /// - Parameter model: in FP32, of products that follow each other.
    /// - Throws: ``ModelError/notSparse`` for other layers, `SparsityError` for one without any weight but 0, `KernelError` where
    ///   the kernels cannot run.
    public init(
        _ model: Model, kernels: SparseKernels = .fastest, elements: ElementwiseKernels = .fastest
    ) throws {
        let dense = try model.operations.map { operation in
            guard case .layer(.float(let layer)) = operation, layer.format == .fp32, case .gemm(let gemm) = layer.shape,
                gemm.m == 1
            else { throw ModelError.notSparse }
            return layer
        }
        let sparse = try dense.map { layer in
            try SparseLayer(
                SparsityPattern(layer.shape, form: .unstructured, isKept: layer.weights.map { $0 != 0 }), batch: 1,
                with: kernels)
        }
        // A network has a step.
        let tensors = sparse.map { Floats($0.input.count) } + [Floats(sparse[sparse.count - 1].output.count)]
        self.model = model
        (self.kernels, self.elements) = (kernels, elements)
        layers = sparse.indices.map { index in
            let (own, layer) = (sparse[index], dense[index])
            let (weights, bias) = (Floats(own.weightCount), Floats(layer.bias.count))
            own.arrange(layer.weights, into: weights.start)
            bias.start.update(from: layer.bias, count: layer.bias.count)
            return Layer(
                sparse: own, clamp: layer.clamp, weights: weights, bias: bias, input: tensors[index],
                output: tensors[index + 1])
        }
        outputs = Floats(model.network.outputCount)
    }

    /// The outputs for an input, which stay until the next call. Nothing is allocated.
    public func run(_ values: UnsafePointer<Float>) -> UnsafePointer<Float> {
        layers[0].sparse.input.fill(layers[0].input.start, from: values, with: kernels)
        for layer in layers { run(layer) }
        let last = layers[layers.count - 1]
        last.sparse.output.read(last.output.start, into: outputs.start, with: kernels)
        return UnsafePointer(outputs.start)
    }

    private func run(_ layer: Layer) {
        layer.sparse.run(
            stored: layer.weights.start, bias: layer.bias.start, input: layer.input.start, output: layer.output.start)
        guard layer.clamp != -Float.infinity...Float.infinity else { return }
        elements.clamp(layer.output.start, to: layer.clamp, output: layer.output.start, count: layer.output.count)
    }

    /// Holds each layer of one inference against FP64: what it makes of what the layer before it made.
    public func checkSteps(_ values: [Float]) -> OracleResult { checkSteps(values, of: model) }

    /// - Parameter model: what should be computed.
    func checkSteps(_ values: [Float], of model: Model) -> OracleResult {
        _ = run(values)
        var taken = values
        for (index, layer) in layers.enumerated() {
            guard case .layer(.float(let dense)) = model.operations[index] else { continue }
            var made = [Float](repeating: 0, count: layer.sparse.output.channels)
            layer.sparse.output.read(layer.output.start, into: &made, with: kernels)
            let result = FloatOracle(dense, input: taken).check(made)
            guard result.passed else {
                return OracleResult(
                    passed: false, detail: "step \(index), \(model.network.steps[index].name): \(result.detail)")
            }
            taken = made
        }
        return OracleResult(passed: true, detail: "all \(layers.count) steps are within their FP64 bounds")
    }
}

extension SparseInference {
    /// Bytes of the weights that are kept, and of all biases.
    public var weightByteCount: Int {
        layers.reduce(0) { $0 + $1.weights.count + $1.bias.count } * MemoryLayout<Float>.stride
    }
    /// Bytes that say where these weights are.
    public var indexByteCount: Int { layers.reduce(0) { $0 + $1.sparse.forwardIndexByteCount } }
    /// Bytes of the tensors between input and output, and of the input in the kernels' layout.
    public var tensorByteCount: Int {
        layers.reduce(0) { $0 + $1.input.count } * MemoryLayout<Float>.stride
    }
    /// Multiply–accumulates of an inference that are left.
    public var macs: Int { layers.reduce(0) { $0 + $1.weights.count } }
}
