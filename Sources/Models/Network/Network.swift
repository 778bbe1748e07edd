import Kernels

/// A network as steps in the order of their execution. Tensor 0 is the input, tensor i + 1 the output of step i; the last
/// one is the output.
public struct Network: Hashable, Sendable {
    /// In the order of execution; at least one.
    public let steps: [Step]

    /// One operation on tensors that are there already.
    public struct Step: Hashable, Sendable {
        /// The layer's; a layer that a network holds several times gives several steps its name.
        public var name: String
        /// What is computed.
        public var shape: OperationShape
        /// The tensors it takes, by their number.
        public var inputs: [Int]
        /// The fused activation: ReLU is 0 ... ∞, none is −∞ ... ∞.
        public var clamp: ClosedRange<Float>

        /// The step as given; ``Network/init(_:)`` checks it.
        public init(name: String, shape: OperationShape, inputs: [Int], clamp: ClosedRange<Float>) {
            self.name = name
            self.shape = shape
            self.inputs = inputs
            self.clamp = clamp
        }
    }

    /// Refuses steps that cannot be computed or do not fit together.
    /// - Throws: ``NetworkError`` with the first step that is wrong.
    public init(_ steps: [Step]) throws(NetworkError) {
        self.steps = steps
        guard !steps.isEmpty else { throw .empty }
        for (index, step) in steps.enumerated() {
            do {
                try step.shape.validate()
            } catch {
                throw .invalidShape(step: index, name: step.name, reason: error)
            }
            guard step.inputs.count == step.shape.operandCount else {
                throw .operandCount(step: index, name: step.name, expected: step.shape.operandCount)
            }
            for tensor in step.inputs {
                guard (0...index).contains(tensor) else {
                    throw .unknownTensor(step: index, name: step.name, tensor: tensor)
                }
                try check(tensor, for: index)
            }
        }
        for index in steps.indices.dropLast() where !steps.contains(where: { $0.inputs.contains(index + 1) }) {
            throw .unused(step: index, name: steps[index].name)
        }
    }

    private func check(_ tensor: Int, for index: Int) throws(NetworkError) {
        let step = steps[index]
        guard tensor > 0 else {
            guard step.shape.inputCount == inputCount else {
                throw .shapesDiffer(
                    step: index, name: step.name, expected: "\(step.shape.inputCount) elements",
                    source: "the network's input", actual: "\(inputCount)")
            }
            return
        }
        let source = steps[tensor - 1]
        let given = source.shape.output
        let fits = step.shape.input.map { $0 == given } ?? (step.shape.inputCount == given.count)
        guard fits else {
            throw .shapesDiffer(
                step: index, name: step.name,
                expected: step.shape.input?.description ?? "\(step.shape.inputCount) elements", source: source.name,
                actual: given.description)
        }
    }
}

extension Network {
    /// Elements of the input.
    public var inputCount: Int { steps[0].shape.inputCount }
    /// Elements of the output.
    public var outputCount: Int { elementCount(ofTensor: steps.count) }
    /// Tensors, input and output included.
    public var tensorCount: Int { steps.count + 1 }
    /// Multiply–accumulates of one inference.
    public var macs: Int { steps.reduce(0) { $0 + $1.shape.macs } }
    /// Weights and biases.
    public var parameterCount: Int { steps.reduce(0) { $0 + $1.shape.parameterCount } }

    /// Elements of a tensor.
    public func elementCount(ofTensor tensor: Int) -> Int {
        tensor == 0 ? inputCount : steps[tensor - 1].shape.output.count
    }

    /// Compulsory traffic of one inference in bytes: weights and input read once, output written once.
    public func bytes(_ precision: Precision) -> Int {
        let parameters = steps.reduce(0) { sum, step in
            guard case .layer(let shape) = step.shape else { return sum }
            return sum + shape.bytes(precision) - (shape.inputCount + shape.outputCount) * precision.activationBytes
        }
        return parameters + (inputCount + outputCount) * precision.activationBytes
    }
}
