/// One way to compute layers in one precision: a variant's implementation.
///
/// Every backend is registered in ``Backends``; what a machine cannot run stays listed with its reason.
public protocol Backend: Sendable {
    /// The variant's name, the precision first: `fp32/avx2`, `int8/avx512-vnni`.
    var name: String { get }
    var precision: Precision { get }
    /// Why this machine cannot run it; nil where it can.
    var unavailable: String? { get }
    /// Resolves dispatch and allocates the workspace for one layer, so that `run` does neither.
    /// - Throws: ``KernelError`` for a shape the backend has no kernel for.
    func prepare(_ layer: Layer) throws -> any PreparedKernel
}

/// A layer prepared for one backend. Not safe for concurrent use: it owns a workspace.
public protocol PreparedKernel: AnyObject {
    /// Size of the packed weights (biases and scales included) in bytes.
    var packedByteCount: Int { get }
    /// Writes the packed weights. `destination` is aligned to 64 bytes and holds `packedByteCount` bytes.
    func pack(into destination: UnsafeMutableRawPointer)
    /// Computes the layer. Input and output have the layer's own element types; nothing is allocated.
    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer)
}

/// The arithmetic of a layer.
public enum Precision: String, Sendable, CaseIterable {
    case fp32, int8
}
