import Basics
import CKernels
import COneDNN

/// Layers and their gradients on oneDNN: the training passes of its inner product for products, of its convolution for others.
///
/// Weights lie in the format that each primitive asks for (format tag `any`); packing reorders them, and the gradient by the
/// weights is reordered to their own layout in its call. Activations have their channels last.
struct OneDNNTrainingBackend: TrainingBackend {
    var name: String { "fp32/onednn" }
    var vendor: Vendor? { .oneDNN }
    var unavailable: String? { vendor?.unavailable }
    /// As in ``OneDNNBackend``.
    var slack: Int { 64 }

    /// Asks the library, with a single example.
    func unavailable(for shape: LayerShape) -> String? {
        if shape.isPooling { return "only products and convolutions are bound to oneDNN here" }
        guard unavailable == nil, (try? shape.validate()) != nil else { return nil }
        do throws(KernelError) {
            _ = try OneDNNTraining(shape, batch: 1, clamp: -.infinity ... .infinity, backend: name)
            return nil
        } catch {
            return "\(error)"
        }
    }

    func prepare(
        _ shape: LayerShape, batch: Int, clamp: ClosedRange<Float>
    ) throws(KernelError) -> any PreparedTraining {
        try admit(shape, batch: batch)
        return try OneDNNTraining(shape, batch: batch, clamp: clamp, backend: name)
    }
}

/// A layer bound to oneDNN's primitives.
private final class OneDNNTraining: PreparedTraining {
    let packedByteCount, transposedByteCount: Int
    /// The library has its own.
    let workspaceBytes = PassBytes()
    let keepsMemory = true
    private let training: OpaquePointer
    private let outputCount: Int
    /// nil where there is none.
    private let clamp: ClosedRange<Float>?

    init(_ shape: LayerShape, batch: Int, clamp: ClosedRange<Float>, backend: String) throws(KernelError) {
        outputCount = shape.outputCount * batch
        self.clamp = clamp == -.infinity ... .infinity ? nil : clamp
        var layer = CKLayer(shape)
        let isProduct = if case .gemm = shape { true } else { false }
        let made = con_training_prepare(&layer, Int64(batch), shape.isChannelwise, isProduct)
        guard let made, con_training_failure(made) == nil else {
            defer { con_training_destroy(made) }
            throw .backendUnavailable(
                backend: backend,
                reason: con_training_failure(made).map { String(cString: $0) } ?? "memory is short")
        }
        training = made
        packedByteCount = con_training_packed_bytes(made)
        transposedByteCount = con_training_transposed_bytes(made)
    }

    deinit { con_training_destroy(training) }

    var failure: String? { con_training_failure(training).map { String(cString: $0) } }

    func pack(_ weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, into packed: UnsafeMutableRawPointer) {
        con_training_pack(training, weights, bias, packed)
    }

    func packTransposed(_ weights: UnsafePointer<Float>, into transposed: UnsafeMutableRawPointer) {
        con_training_pack_transposed(training, weights, transposed)
    }

    func run(
        packed: UnsafeRawPointer, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer
    ) {
        con_training_run(training, packed, input, output)
        if let clamp { ElementwiseKernels.fastest.clamp(output, to: clamp, output: output, count: outputCount) }
    }

    func runInputGradient(
        transposed: UnsafeRawPointer, outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer
    ) {
        con_training_input_gradient(training, transposed, outputGradient, inputGradient)
    }

    func runWeightGradient(
        input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer
    ) {
        con_training_weight_gradient(training, input, outputGradient, gradient)
    }
}
