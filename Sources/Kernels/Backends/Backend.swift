/// One way to compute layers in one precision: a variant's implementation.
///
/// Every backend is registered in ``Backends``; what a machine cannot run stays listed with its reason.
public protocol Backend: Sendable {
    /// The variant's name, the precision first: `fp32/avx2`, `int8/avx512-vnni`.
    var name: String { get }
    /// The arithmetic of the layers it takes.
    var precision: Precision { get }
    /// The largest magnitude that quantised weights may have; by default the precision's, 127 or 7.
    var weightLimit: Int { get }
    /// The instruction sets that it uses beyond the compiler's baseline.
    var features: [CPUFeature] { get }
    /// Why this machine cannot run it; nil where it can.
    var unavailable: String? { get }
    /// How it turns FP32 activations into its own and back; nil for FP32.
    var conversion: Conversion? { get }
    /// The arithmetic peak that this backend's instructions can sustain.
    var peakLoop: PeakLoop { get }
    /// Resolves dispatch and allocates the workspace for one layer, so that `run` does neither.
    /// - Throws: ``KernelError`` for an invalid layer, one of another precision, or on a machine that cannot
    ///   run the backend.
    func prepare(_ layer: Layer) throws -> any PreparedKernel
}

/// A layer prepared for one backend. Not safe for concurrent use: it owns a workspace.
public protocol PreparedKernel: AnyObject {
    /// What it computes; average pooling as a depthwise layer.
    var layer: Layer { get }
    /// Size of the packed weights (biases and scales included) in bytes.
    var packedByteCount: Int { get }
    /// Writes the packed weights.
    /// - Parameters:
    ///   - weights: the layer's weights as ``Layer`` lays them out, or a copy of them elsewhere in memory.
    ///   - destination: aligned to 64 bytes, of `packedByteCount` bytes.
    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer)
    /// Computes the layer. Input and output have the layer's own element types; nothing is allocated.
    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer)
}

extension PreparedKernel {
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

    /// Derived from ``features``: the first instruction set that this machine lacks.
    public var unavailable: String? {
        features.first { !CPUFeature.detected.contains($0) }?.absence
    }

    /// What every backend asks before it prepares a layer.
    func admit(_ layer: Layer) throws(KernelError) {
        if let unavailable { throw .backendUnavailable(backend: name, reason: unavailable) }
        guard layer.precision == precision else {
            throw .precisionDiffers(backend: name, layer: layer.precision)
        }
        try layer.validate()
    }
}
