import Basics

/// One way to compute layers in one precision: a variant's implementation.
///
/// Every backend is registered in ``Backends``; what a machine cannot run stays listed with its reason.
public protocol Backend: Sendable {
    /// The variant's name, the precision first: `fp32/avx2`, `int8/avx512-vnni`.
    var name: String { get }
    /// The arithmetic of the layers it takes.
    var precision: Precision { get }
    /// The largest magnitude that quantised weights may have; by default the precision's, 127 or 7, and less where
    /// sums of larger products saturate on this machine.
    var weightLimit: Int { get }
    /// The instruction sets that it uses beyond the compiler's baseline.
    var features: [CPUFeature] { get }
    /// Why this machine or this build cannot run it; nil where it can.
    var unavailable: String? { get }
    /// Why it has no kernel for layers of this shape, with activations of this type where they are integers; nil
    /// where it has one.
    func unavailable(for shape: LayerShape, activations: IntegerLayer.ActivationType) -> String?
    /// Whose library computes, where it is not this package's own code.
    var vendor: Vendor? { get }
    /// Bytes that a call may read, but not use, beyond the end of its input.
    var inputSlack: Int { get }
    /// How it rounds integer outputs.
    var requantisation: Requantisation { get }
    /// How it sums the products of floating-point layers.
    var summation: Summation { get }
    /// How it turns FP32 activations into its own and back; nil for FP32.
    var conversion: Conversion? { get }
    /// How it adds two tensors; by default the fastest way of this machine.
    var addition: AdditionKernel { get }
    /// The arithmetic peak that this backend's instructions can sustain.
    var peakLoop: PeakLoop { get }
    /// Itself with its layers divided among a team, which `prepare` and `run` are then called by the first thread of; by
    /// default it stays on one thread.
    func using(_ team: Team) -> any Backend
    /// Threads that a layer of this shape gets of its team; by default 1.
    func threads(for shape: LayerShape) -> Int
    /// Resolves dispatch and allocates the workspace for one layer, so that `run` does neither.
    /// - Throws: ``KernelError`` for an invalid layer, one of another precision, or on a machine that cannot
    ///   run the backend.
    func prepare(_ layer: Layer) throws -> any PreparedKernel
}

/// A backend whose layers a team can share.
protocol TeamBackend: Backend {
    var team: Team { get set }
}

extension TeamBackend {
    func using(_ team: Team) -> any Backend {
        var shared = self
        shared.team = team
        return shared
    }
}

/// A layer prepared for one backend. Not safe for concurrent use: it owns a workspace.
public protocol PreparedKernel: AnyObject {
    /// What it computes; average pooling as a depthwise layer.
    var layer: Layer { get }
    /// Size of the packed weights (biases and scales included) in bytes.
    var packedByteCount: Int { get }
    /// Bytes of the workspace that its calls use beside weights, input and output; nil where a library keeps memory of
    /// its own.
    var workspaceByteCount: Int? { get }
    /// Writes the packed weights; they are good at this address alone, as a library may keep it.
    /// - Parameters:
    ///   - weights: the layer's weights as ``Layer`` lays them out, or a copy of them elsewhere in memory.
    ///   - destination: aligned to 64 bytes, of `packedByteCount` bytes.
    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer)
    /// Computes the layer. Input and output have the layer's own element types. Nothing is allocated, save what a
    /// vendor's library allocates inside its own call.
    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer)
    /// What failed first in any call so far: a call that failed computed nothing, whatever time it took. By default nil,
    /// as this package's own kernels cannot fail.
    var failure: String? { get }
}

/// A kernel of an integer layer whose parameters can be packed anew: those of a network that goes on learning.
public protocol RepackingKernel: PreparedKernel {
    /// Writes packed weights as ``PreparedKernel/pack(_:into:)`` does, with biases and multipliers of their own. Nothing is
    /// allocated.
    /// - Parameters:
    ///   - weights: as ``Layer`` lays them out, as many as the layer has and within the same limit.
    ///   - bias: one an output channel.
    ///   - multipliers: one an output channel.
    func pack(
        _ weights: UnsafePointer<Int8>, bias: UnsafePointer<Int32>, multipliers: UnsafePointer<Float>,
        into destination: UnsafeMutableRawPointer)
}

extension PreparedKernel {
    /// None.
    public var failure: String? { nil }

    /// Packs the layer's own weights.
    public func pack(into destination: UnsafeMutableRawPointer) {
        layer.weightBytes.withUnsafeBytes { weights in
            // A layer has weights; an empty array alone has no address.
            if let start = weights.baseAddress { pack(start, into: destination) }
        }
    }
}

extension Backend {
    /// The precision's.
    public var weightLimit: Int { Int(precision.weightRange.upperBound) }

    /// The machine's fastest.
    public var addition: AdditionKernel { .fastest(of: CPUFeature.detected) }

    /// Derived from ``vendor`` and ``features``: the library that this build lacks, or the first instruction set that
    /// this machine lacks.
    public var unavailable: String? {
        vendor?.unavailable ?? CPUFeature.absence(among: features)
    }

    /// The calling thread alone.
    public func using(_ team: Team) -> any Backend { self }

    /// One.
    public func threads(for shape: LayerShape) -> Int { 1 }

    /// Every shape.
    public func unavailable(for shape: LayerShape, activations: IntegerLayer.ActivationType) -> String? { nil }

    /// This package's own code.
    public var vendor: Vendor? { nil }

    /// None.
    public var inputSlack: Int { 0 }

    /// As ``IntegerLayer`` defines it.
    public var requantisation: Requantisation { .nearestEven }

    /// In FP32.
    public var summation: Summation { .fp32 }

    /// Whether its weights have fewer bits than the precision's: faster arithmetic, with a peak of its own.
    public var hasNarrowWeights: Bool { weightLimit < Int(precision.weightRange.upperBound) }

    /// What every backend asks before it prepares a layer.
    func admit(_ layer: Layer) throws(KernelError) {
        if let unavailable { throw .backendUnavailable(backend: name, reason: unavailable) }
        guard layer.precision == precision else {
            throw .precisionDiffers(backend: name, layer: layer.precision)
        }
        try layer.validate()
        let reason =
            switch layer {
            case .float: unavailable(for: layer.shape, activations: .s8)
            case .integer(let layer): unavailable(for: layer.shape, activations: layer.activations)
            }
        if let reason { throw .backendUnavailable(backend: name, reason: reason) }
        if case .integer(let layer) = layer { try layer.checkWeights(within: weightLimit, of: name) }
    }
}
