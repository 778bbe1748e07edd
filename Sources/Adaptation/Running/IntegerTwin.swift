import Basics
import Kernels
import Learning
import Models

/// A network in INT8 that predicts while one in floating point learns. What has been learnt is quantised and packed again with each
/// update; activations keep the ranges that the model was shipped with.
final class IntegerTwin {
    private let inference: Inference
    private let steps: [LearningStep]
    private let room: LayerQuantiser.Room
    /// Where a layer's weights in other numbers become FP32.
    private let weights: UnsafeMutablePointer<Float>
    private let floatByteCount: Int

    /// A step that learns.
    private struct LearningStep {
        var step: Int
        var quantiser: LayerQuantiser
        var repacking: Inference.Repacking
    }

    /// - Parameters:
    ///   - learning: the steps that learn.
    ///   - converts: whether what learns keeps its parameters in other numbers than FP32.
    /// - Throws: ``AdaptationError/noKernel(_:)`` where this machine runs no kernel that can be packed anew.
    init(_ pretrained: PretrainedModel, learning: [Int], converts: Bool) throws {
        let (integers, backend) = try pretrained.quantized(pretrained.model)
        let tensors = integers.tensors ?? []
        let inference = try Inference(integers, on: backend)
        var shapes: [LayerShape] = []
        steps = try learning.compactMap { index in
            let step = integers.network.steps[index]
            guard case .layer(let shape) = step.shape, shape.parameterCount > 0 else { return nil }
            guard let repacking = inference.repacking(step: index) else { throw AdaptationError.noKernel("INT8") }
            shapes.append(shape)
            return LearningStep(
                step: index,
                quantiser: LayerQuantiser(
                    shape, input: tensors[step.inputs[0]], output: tensors[index + 1],
                    weightLimit: backend.weightLimit), repacking: repacking)
        }
        self.inference = inference
        room = LayerQuantiser.Room(shapes)
        let most = converts ? shapes.map(\.weightCount).max() ?? 0 : 0
        weights = .aligned(repeating: 0, count: most)
        floatByteCount = most * MemoryLayout<Float>.stride
    }

    deinit { weights.deallocate() }

    /// The outputs for an input.
    func outputs(_ input: UnsafePointer<Float>) -> UnsafePointer<Float> { inference.run(input) }

    /// Takes what has been learnt. Nothing is allocated.
    func quantise(_ trainer: Trainer) {
        for own in steps {
            let learnt = trainer.parameters(ofStep: own.step, room: weights)
            // A layer whose training has diverged goes on as it was.
            guard own.quantiser.quantise(learnt.weights, bias: learnt.bias, into: room) else { continue }
            own.repacking.pack(room.weights, bias: room.bias, multipliers: room.multipliers)
        }
    }

    /// Bytes of packed weights.
    var weightByteCount: Int { inference.weightByteCount }
    /// Bytes of tensors, input and outputs.
    var tensorByteCount: Int { inference.tensorByteCount }
    /// Bytes that kernels work in, and what is learnt on its way to integers.
    var workspaceByteCount: Int { inference.workspaceByteCount + room.byteCount + floatByteCount }
    /// All of it.
    var byteCount: Int { weightByteCount + tensorByteCount + workspaceByteCount }
}
