import Dispatch
import Kernels

/// A floating-point model in FP64: what every precision is held against. Its loops run over output channels, a few pixels at
/// a time, so that they vectorise and a thousand inputs take seconds.
public struct ReferenceModel: Sendable {
    /// The model's network.
    public let network: Network
    private let operations: [Operation]

    private enum Operation: Sendable {
        case layer(ReferenceLayer)
        case addition(low: Double, high: Double)
    }

    /// The reference of an FP32 model.
    /// - Throws: ``ModelError/notReal(_:)`` for a model of integers.
    public init(_ model: Model) throws(ModelError) {
        network = model.network
        var operations: [Operation] = []
        for operation in model.operations {
            switch operation {
            case .layer(.float(let layer)): operations.append(.layer(ReferenceLayer(layer)))
            case .addition(.float(let addition)):
                operations.append(
                    .addition(low: Double(addition.clamp.lowerBound), high: Double(addition.clamp.upperBound)))
            case .layer(.integer), .addition(.integer): throw .notReal(model.precision)
            }
        }
        self.operations = operations
    }

    /// All tensors of one inference, the input first.
    public func tensors(_ input: [Float]) -> [[Double]] {
        var tensors = [input.map(Double.init)]
        for (step, operation) in zip(network.steps, operations) {
            switch operation {
            case .layer(let layer): tensors.append(layer.run(tensors[step.inputs[0]]))
            case .addition(let low, let high):
                tensors.append(
                    zip(tensors[step.inputs[0]], tensors[step.inputs[1]]).map { min(max($0 + $1, low), high) })
            }
        }
        return tensors
    }

    /// What `body` makes of the tensors of each of the stream's first inputs, in their order; on all cores.
    public func map<Result: Sendable>(
        _ stream: InputStream, count: Int, _ body: @Sendable ([[Double]]) -> Result
    ) -> [Result] {
        let results = UnsafeMutablePointer<Result?>.allocate(capacity: count)
        results.initialize(repeating: nil, count: count)
        defer {
            results.deinitialize(count: count)
            results.deallocate()
        }
        // Each iteration writes its own element.
        nonisolated(unsafe) let elements = results
        DispatchQueue.concurrentPerform(iterations: count) { index in
            elements[index] = body(tensors(stream[index]))
        }
        return (0..<count).compactMap { results[$0] }
    }
}
