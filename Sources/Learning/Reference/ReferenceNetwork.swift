import Kernels
import Models

/// A network in training over a batch in FP64: its loss and all gradients by the chain rule, one step after the other.
public struct ReferenceNetwork: Sendable {
    /// The steps, each with its activation.
    public let network: Network
    /// Of each step; ``ReferenceParameters/none`` for pooling and additions.
    public var parameters: [ReferenceParameters]

    /// - Parameter parameters: one a step, of its shape's counts.
    public init(_ network: Network, _ parameters: [ReferenceParameters]) {
        precondition(parameters.count == network.steps.count, "each of \(network.steps.count) steps has its parameters")
        self.network = network
        self.parameters = parameters
    }

    /// The network with the parameters of a floating-point model.
    /// - Throws: `ModelError` for a model of integers.
    public init(_ model: Model) throws(ModelError) {
        var parameters: [ReferenceParameters] = []
        for operation in model.operations {
            switch operation {
            case .addition(.float): parameters.append(.none)
            case .layer(.float(let layer)):
                parameters.append(.init(weights: layer.weights.map(Double.init), bias: layer.bias.map(Double.init)))
            case .layer(.integer), .addition(.integer): throw .notReal(model.precision)
            }
        }
        self.init(model.network, parameters)
    }

    /// The loss of a batch and what it changes with.
    public struct Gradients: Sendable {
        /// The loss.
        public let loss: Double
        /// By the parameters of each step.
        public let parameters: [ReferenceParameters]
        /// By each tensor, the batch's inputs first and the outputs last.
        public let tensors: [[Double]]
    }

    /// All tensors of a forward pass over `batch` inputs, those first.
    public func tensors(_ input: [Double], batch: Int) -> [[Double]] {
        preactivations(input, batch: batch).tensors
    }

    /// All tensors, and each step's output before its activation.
    public func preactivations(_ input: [Double], batch: Int) -> (tensors: [[Double]], steps: [[Double]]) {
        var tensors = [input]
        var sums: [[Double]] = []
        for (index, step) in network.steps.enumerated() {
            let sum =
                switch step.shape {
                case .layer(let shape):
                    ReferenceLinear(shape, parameters[index]).output(tensors[step.inputs[0]], batch: batch)
                case .addition: zip(tensors[step.inputs[0]], tensors[step.inputs[1]]).map { $0 + $1 }
                }
            sums.append(sum)
            tensors.append(step.activation.output(sum))
        }
        return (tensors, sums)
    }

    /// Forward, loss, backward.
    /// - Parameters:
    ///   - input: `batch` inputs.
    ///   - choosing: what the backward pass of a step takes of the gradient by its sums, given the step's number; all by default.
    ///   - loss: of `batch` outputs.
    public func gradients(
        _ input: [Double], batch: Int, choosing: (Int, [Double]) -> [Double] = { $1 },
        loss: ([Double]) -> ReferenceLoss
    ) -> Gradients {
        let tensors = tensors(input, batch: batch)
        var gradients = tensors.map { [Double](repeating: 0, count: $0.count) }
        var byParameters = parameters
        let loss = loss(tensors[network.steps.count])
        gradients[network.steps.count] = loss.gradient
        for (index, step) in network.steps.enumerated().reversed() {
            let dY = choosing(index, step.activation.inputGradient(gradients[index + 1], output: tensors[index + 1]))
            switch step.shape {
            case .addition:
                for tensor in step.inputs { gradients[tensor].add(dY) }
            case .layer(let shape):
                let layer = ReferenceLinear(shape, parameters[index])
                let source = step.inputs[0]
                gradients[source].add(layer.inputGradient(dY, batch: batch))
                byParameters[index].weights = layer.weightGradient(tensors[source], outputGradient: dY, batch: batch)
                byParameters[index].bias = layer.biasGradient(dY)
            }
        }
        return Gradients(loss: loss.value, parameters: byParameters, tensors: gradients)
    }
}

extension Network.Step {
    fileprivate var activation: ReferenceActivation {
        ReferenceActivation(Double(clamp.lowerBound)...Double(clamp.upperBound))
    }
}

extension [Double] {
    fileprivate mutating func add(_ other: [Double]) {
        for index in indices { self[index] += other[index] }
    }
}
