import Basics

/// One way to compute an FP32 layer and its gradients, a batch at a time: forward, by the input and by the weights as
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
    /// Bytes that calls may read, and ignore, beyond the end of inputs, outputs' gradients and weights.
    var slack: Int { get }
    /// Resolves dispatch and allocates the workspaces, so that no call does.
    /// - Parameters:
    ///   - shape: of one example; the rows of a product are examples, too.
    ///   - batch: examples, at least 1.
    ///   - clamp: the activation of the forward product; its gradient is not the layer's.
    /// - Throws: ``KernelError`` for an invalid shape, or on a machine that cannot run the backend.
    func prepare(
        _ shape: LayerShape, batch: Int, clamp: ClosedRange<Float>
    ) throws(KernelError) -> any PreparedTraining
}

extension TrainingBackend {
    /// This package's own code.
    public var vendor: Vendor? { nil }
    /// None.
    public var slack: Int { 0 }

    /// Prepares a layer without activation.
    /// - Throws: ``KernelError`` for an invalid shape, or on a machine that cannot run the backend.
    public func prepare(_ shape: LayerShape, batch: Int) throws(KernelError) -> any PreparedTraining {
        try prepare(shape, batch: batch, clamp: -.infinity ... .infinity)
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

/// A layer with its gradients on one backend. Weights lie as ``Layer`` says; average pooling has none, nor a gradient by
/// them: what is given for them is not looked at. Inputs, outputs and their gradients lie example after example, channels
/// last. Nothing is allocated in any call, save inside a library.
public protocol PreparedTraining: AnyObject {
    /// Bytes of the packed weights of the forward product, and of the gradient by the input.
    var packedByteCount: Int { get }
    var transposedByteCount: Int { get }
    /// Bytes of the workspace that the calls of each pass are given, aligned to 64; what is in it does not matter.
    var workspaceBytes: PassBytes { get }
    /// Whether a library keeps memory of its own beside.
    var keepsMemory: Bool { get }
    /// Packs weights and biases for ``run(packed:input:output:workspace:)``.
    /// - Parameter packed: ``packedByteCount`` bytes, aligned to 64.
    func pack(_ weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, into packed: UnsafeMutableRawPointer)
    /// Packs weights for ``runInputGradient(transposed:outputGradient:inputGradient:workspace:)``.
    /// - Parameter transposed: ``transposedByteCount`` bytes, aligned to 64.
    func packTransposed(_ weights: UnsafePointer<Float>, into transposed: UnsafeMutableRawPointer)
    /// output = input · weights + bias.
    func run(
        packed: UnsafeRawPointer, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer)
    /// inputGradient = outputGradient · weightsᵀ.
    func runInputGradient(
        transposed: UnsafeRawPointer, outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer)
    /// gradient = inputᵀ · outputGradient, summed over the batch.
    func runWeightGradient(
        input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer)
    /// What failed first in any call so far; nil where nothing has.
    var failure: String? { get }
}

/// Bytes that each pass of a layer takes.
public struct PassBytes: Hashable, Sendable {
    /// Of the forward pass, and of the gradients.
    public var forward, inputGradient, weightGradient: Int

    /// Memberwise, nothing by default.
    public init(forward: Int = 0, inputGradient: Int = 0, weightGradient: Int = 0) {
        (self.forward, self.inputGradient, self.weightGradient) = (forward, inputGradient, weightGradient)
    }

    /// What suffices for each of them.
    public var largest: Int { max(forward, inputGradient, weightGradient) }
}

extension PreparedTraining {
    /// Nothing.
    public var keepsMemory: Bool { false }

    /// None.
    public var failure: String? { nil }
}

/// The registry of training backends, those that this machine cannot run included.
public enum TrainingBackends {
    /// Slowest first, as far as can be said before measuring.
    public static let all: [any TrainingBackend] = [
        NativeTrainingBackend.portable,
        OpenBLASTrainingBackend(),
        OneDNNTrainingBackend(),
        NativeTrainingBackend.avx2,
        NativeTrainingBackend.avx512,
        NativeTrainingBackend.neon,
    ]

    /// The last of ``all`` that is this package's own and that this machine runs.
    public static let fastestNative: any TrainingBackend =
        all.last { $0.vendor == nil && $0.unavailable == nil } ?? NativeTrainingBackend.portable

    /// The most that any of them may read beyond an end, in bytes.
    public static let slack = all.map(\.slack).max() ?? 0

    /// The backend of this name; nil if there is none.
    public static func named(_ name: String) -> (any TrainingBackend)? {
        all.first { $0.name == name }
    }
}
