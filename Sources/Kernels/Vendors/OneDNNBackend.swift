import Basics
import CKernels
import COneDNN

/// Layers on oneDNN: convolution, or for products the fastest of its convolution, inner product and matmul.
///
/// Weights lie in the format that the primitive asks for (format tag `any`) and the scratchpad is the kernel's, as
/// the library's guides recommend.
struct OneDNNBackend: TeamBackend {
    let precision: Precision
    var team = Team.single

    var name: String { "\(precision.rawValue)/onednn" }
    var features: [CPUFeature] { [] }
    var conversion: Conversion? { precision == .int8 ? .fastest : nil }
    var peakLoop: PeakLoop { .widest(precision, weightLimit: weightLimit) }

    func unavailable(for shape: LayerShape, activations: IntegerLayer.ActivationType) -> String? {
        shape.isPooling ? "only products and convolutions are bound to oneDNN here" : nil
    }

    /// Without VNNI the library sums pairs of products by VPMADDUBSW, which saturates: 2·255·64 is the most that
    /// 16 bits hold (oneDNN, "Nuances of int8 Computations").
    var weightLimit: Int { precision == .int8 && con_saturates() ? 63 : 127 }

    var vendor: Vendor? { .oneDNN }

    /// Where 2.6 gathers the pixels of a strided convolution it copies whole vectors, beyond the input's end too.
    var inputSlack: Int { 64 }

    /// The zero point is added before rounding (3.x: the scaled bias too), in FP32.
    var requantisation: Requantisation { .tiesEitherWay }

    func threads(for shape: LayerShape) -> Int { Int(con_threads(Int32(team.count))) }

    func prepare(_ layer: Layer) throws -> any PreparedKernel {
        try admit(layer)
        return try team.unpinned { try OneDNNKernel(layer, backend: name, threads: Int32(team.count)) }
    }
}

/// A layer bound to a oneDNN primitive.
private final class OneDNNKernel: PreparedKernel {
    let layer: Layer
    let packedByteCount: Int
    var workspaceByteCount: Int? { nil }
    private let kernel: OpaquePointer
    private var bound = LibraryWeights()

    init(_ layer: Layer, backend: String, threads: Int32) throws {
        self.layer = layer
        var description = CKLayer(layer)
        let made =
            switch layer {
            case .float: con_prepare(&description, layer.shape.isChannelwise, nil, threads)
            case .integer(let layer):
                con_prepare(&description, layer.shape.isChannelwise, layer.multipliers, threads)
            }
        guard let made, con_failure(made) == nil else {
            defer { con_destroy(made) }
            throw KernelError.backendUnavailable(
                backend: backend, reason: con_failure(made).map { String(cString: $0) } ?? "memory is short")
        }
        kernel = made
        packedByteCount = con_packed_bytes(made)
    }

    var failure: String? { con_failure(kernel).map { String(cString: $0) } }

    deinit {
        bound.removeAll(con_unbind)
        con_destroy(kernel)
    }

    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
        let packed = bound.object(at: destination) { con_bind(kernel, destination) }
        switch layer {
        case .float(let layer): con_pack(kernel, packed, weights, layer.bias)
        case .integer(let layer): con_pack(kernel, packed, weights, layer.bias)
        }
    }

    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        con_run(kernel, LibraryWeights.object(of: packed), input, output)
    }
}
