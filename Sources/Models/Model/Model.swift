import Kernels

/// A network with its weights, in one precision.
public struct Model: Sendable {
    /// The steps.
    public let network: Network
    /// Of weights and activations.
    public let precision: Precision
    /// What each step computes, with its weights.
    public let operations: [Operation]
    /// How the elements of each tensor stand for real numbers; nil for floating point.
    public let tensors: [QuantizationParameters]?

    /// A step's operation with its weights.
    public enum Operation: Sendable {
        case layer(Layer)
        case addition(Addition)
    }

    /// Refuses operations that do not belong to the network's steps, and quantised ones that disagree on a tensor.
    /// - Throws: ``ModelError`` with the first step that is wrong.
    public init(
        _ network: Network, precision: Precision, operations: [Operation], tensors: [QuantizationParameters]? = nil
    ) throws(ModelError) {
        self.network = network
        self.precision = precision
        self.operations = operations
        self.tensors = tensors
        guard operations.count == network.steps.count, tensors?.count ?? network.tensorCount == network.tensorCount
        else { throw .countDiffers(steps: network.steps.count, operations: operations.count) }
        for (index, step) in network.steps.enumerated() {
            guard operations[index].belongs(to: step, in: precision) else {
                throw .otherOperation(step: index, name: step.name)
            }
            guard let tensors else { continue }
            guard operations[index].agrees(with: step.inputs.map { tensors[$0] }, output: tensors[index + 1]) else {
                throw .staleParameters(step: index, name: step.name)
            }
        }
    }

    /// How the input's elements stand for real numbers; the identity for floating point.
    public var inputParameters: QuantizationParameters { tensors?.first ?? .identity }
    /// How the output's elements do.
    public var outputParameters: QuantizationParameters { tensors?.last ?? .identity }
}

extension Model.Operation {
    fileprivate func belongs(to step: Network.Step, in precision: Precision) -> Bool {
        switch (self, step.shape) {
        case (.layer(let layer), .layer(let shape)): layer.shape == shape && layer.precision == precision
        case (.addition(.float(let addition)), .addition(let image)):
            addition.count == image.count && addition.format == precision.format
        case (.addition(.integer(let addition)), .addition(let image)):
            addition.count == image.count && precision.format == nil
        case (.layer, .addition), (.addition, .layer): false
        }
    }

    /// Whether zero points and scales are those of the tensors. A layer's multipliers hold the scale of its weights, too;
    /// its zero points tell alone.
    fileprivate func agrees(with inputs: [QuantizationParameters], output: QuantizationParameters) -> Bool {
        switch self {
        case .layer(.integer(let layer)):
            layer.inputZeroPoint == inputs[0].zeroPoint && layer.outputZeroPoint == output.zeroPoint
                && layer.activations == output.type
        case .addition(.integer(let addition)):
            addition.inputZeroPoints == (inputs[0].zeroPoint, inputs[1].zeroPoint)
                && addition.outputZeroPoint == output.zeroPoint && addition.activations == output.type
        case .layer(.float), .addition(.float): false
        }
    }
}

/// Why operations are not a network's.
public enum ModelError: Error, Equatable, Sendable {
    /// More or fewer operations than steps, or parameters than tensors.
    case countDiffers(steps: Int, operations: Int)
    /// An operation of another shape or precision than the step's.
    case otherOperation(step: Int, name: String)
    /// A quantised operation whose zero points are not those of the tensors it takes and makes.
    case staleParameters(step: Int, name: String)
    /// A quantised model where the one it was made from is wanted.
    case notReal(Precision)
    /// A model of other layers than fully connected ones in FP32 where weights are to be left out.
    case notSparse
}

extension ModelError: CustomStringConvertible {
    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .countDiffers(let steps, let operations):
            "\(operations) operations for \(steps) steps; give each step its operation and each tensor its parameters"
        case .otherOperation(let step, let name):
            "step \(step), \(name): the operation has another shape or precision; make it from the network's step"
        case .notReal(let precision):
            "the reference takes a floating-point model, not one in \(precision.rawValue); give it the FP32 model"
        case .notSparse:
            "weights are left out of fully connected layers in FP32 alone; give a model of these"
        case .staleParameters(let step, let name):
            "step \(step), \(name): its zero points are not those of its tensors; quantise the whole model at once"
        }
    }
}
