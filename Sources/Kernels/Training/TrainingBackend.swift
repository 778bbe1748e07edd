import Basics

/// One way to compute a dense FP32 layer and its gradients, a batch at a time: forward, by the input and by the weights as
/// separate calls. Its weights change with every step, so that packing them is part of the work.
///
/// Every backend is registered in ``TrainingBackends``.
public protocol TrainingBackend: Sendable {
    /// The variant's name: `fp32/avx2`.
    var name: String { get }
    /// Whose library computes, where it is not this package's own code.
    var vendor: Vendor? { get }
    /// Why this machine or this build cannot run it; nil where it can.
    var unavailable: String? { get }
    /// Why it has no gradients of layers of this shape; nil where it has.
    func unavailable(for shape: LayerShape) -> String?
    /// Resolves dispatch and allocates the workspaces, so that no call does.
    /// - Parameters:
    ///   - shape: of one example; the rows of a product are examples, too.
    ///   - batch: examples, at least 1.
    /// - Throws: ``KernelError`` for an invalid shape, or on a machine that cannot run the backend.
    func prepare(_ shape: LayerShape, batch: Int) throws(KernelError) -> any PreparedTraining
}

extension TrainingBackend {
    /// This package's own code.
    public var vendor: Vendor? { nil }

    /// Depthwise layers and pooling are no products.
    public func unavailable(for shape: LayerShape) -> String? {
        shape.isChannelwise ? "it has gradients of products only; a channelwise layer is none" : nil
    }

    /// What every backend asks before it prepares a layer.
    func admit(_ shape: LayerShape, batch: Int) throws(KernelError) {
        try shape.validate()
        guard batch >= 1 else {
            throw .parameterOutOfRange(shape, name: "batch", value: "\(batch)", range: "at least 1")
        }
        if let reason = unavailable ?? unavailable(for: shape) {
            throw .backendUnavailable(backend: name, reason: reason)
        }
    }
}

/// A layer with its gradients on one backend. Weights are K×N row-major; inputs, outputs and their gradients lie example
/// after example, channels last. Not safe for concurrent use: it owns workspaces. Nothing is allocated in any call, save
/// inside a library.
public protocol PreparedTraining: AnyObject {
    /// Bytes of the packed weights of the forward product, and of the gradient by the input.
    var packedByteCount: Int { get }
    var transposedByteCount: Int { get }
    /// Bytes of its workspaces; nil where a library keeps memory of its own.
    var workspaceByteCount: Int? { get }
    /// Packs weights and biases for ``run(packed:input:output:)``.
    /// - Parameter packed: ``packedByteCount`` bytes, aligned to 64.
    func pack(_ weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, into packed: UnsafeMutableRawPointer)
    /// Packs weights for ``runInputGradient(transposed:outputGradient:inputGradient:)``.
    /// - Parameter transposed: ``transposedByteCount`` bytes, aligned to 64.
    func packTransposed(_ weights: UnsafePointer<Float>, into transposed: UnsafeMutableRawPointer)
    /// output = input · weights + bias.
    func run(packed: UnsafeRawPointer, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>)
    /// inputGradient = outputGradient · weightsᵀ.
    func runInputGradient(
        transposed: UnsafeRawPointer, outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>)
    /// gradient = inputᵀ · outputGradient, summed over the batch.
    func runWeightGradient(
        input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>)
    /// What failed first in any call so far; nil where nothing has.
    var failure: String? { get }
}

extension PreparedTraining {
    /// None.
    public var failure: String? { nil }
}

/// The registry of training backends, those that this machine cannot run included.
public enum TrainingBackends {
    /// Slowest first, as far as can be said before measuring.
    public static let all: [any TrainingBackend] = [
        NativeTrainingBackend.portable,
        OpenBLASTrainingBackend(),
        NativeTrainingBackend.avx2,
        NativeTrainingBackend.avx512,
        NativeTrainingBackend.neon,
    ]

    /// The backend of this name; nil if there is none.
    public static func named(_ name: String) -> (any TrainingBackend)? {
        all.first { $0.name == name }
    }
}
