import Kernels
import Learning
import Models

/// A network in INT8 that predicts while one in floating point learns; what has changed is quantised again when it is next asked,
/// activations keep the ranges that the model was shipped with.
final class IntegerTwin {
    /// Whether weights have changed since they were quantised.
    var isStale = false
    private var model: Model
    private let backend: any Backend
    private var inference: Inference
    /// Of the steps that learn.
    private let quantisers: [(step: Int, quantiser: LayerQuantiser)]

    /// - Parameter learning: the steps that learn.
    init(_ pretrained: PretrainedModel, learning: [Int]) throws {
        let (integers, backend) = try pretrained.quantized(pretrained.model)
        let tensors = integers.tensors ?? []
        quantisers = learning.compactMap { step in
            guard case .layer(.float(let layer)) = pretrained.model.operations[step] else { return nil }
            let input = tensors[integers.network.steps[step].inputs[0]]
            return (
                step,
                LayerQuantiser(layer, input: input, output: tensors[step + 1], weightLimit: backend.weightLimit)
            )
        }
        (model, self.backend) = (integers, backend)
        inference = try Inference(integers, on: backend)
    }

    /// The outputs for an input.
    /// - Throws: what making the first one throws.
    func outputs(_ input: UnsafePointer<Float>, _ trainer: Trainer) throws -> UnsafePointer<Float> {
        if isStale { try quantise(trainer) }
        return inference.run(input)
    }

    private func quantise(_ trainer: Trainer) throws {
        var operations = model.operations
        for (step, quantiser) in quantisers {
            let own = trainer.parameters(ofStep: step)
            // A network whose training has diverged goes on predicting as it was.
            guard quantiser.quantise(own.weights, bias: own.bias) else { continue }
            operations[step] = .layer(.integer(quantiser.quantised))
        }
        model = try Model(model.network, precision: .int8, operations: operations, tensors: model.tensors)
        inference = try Inference(model, on: backend)
        isStale = false
    }

    /// Quantises the weights that the model was shipped with: as much work as with others. Nothing is allocated.
    func quantiseUnchanged() {
        for (_, quantiser) in quantisers { quantiser.quantiseOwn() }
        isStale = false
    }

    /// What predicting takes beside training; tensors and workspace lie where training's do.
    var weightByteCount: Int { inference.weightByteCount }
}
