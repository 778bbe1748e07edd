import Basics
import CKernels
import CXNNPACK

/// Layers on XNNPACK's convolution operators (a 1×1 convolution is its product).
///
/// An operator packs its weights when it is created, so that packing creates it, and the packed weights lie in memory
/// of the library's own. It is set up for an input and an output when they change.
struct XNNPACKBackend: TeamBackend {
    let precision: Precision
    var team = Team.single

    var name: String { "\(precision.rawValue)/xnnpack" }
    var features: [CPUFeature] { [] }
    var vendor: Vendor? { .xnnpack }
    var conversion: Conversion? { precision == .int8 ? .fastest : nil }
    var peakLoop: PeakLoop { .widest(precision, weightLimit: weightLimit) }

    /// XNN_EXTRA_BYTES of its header.
    var inputSlack: Int { cxn_slack() }

    func unavailable(for shape: LayerShape, activations: IntegerLayer.ActivationType) -> String? {
        if shape.isPooling { return "only products and convolutions are bound to XNNPACK here" }
        guard precision == .int8, activations != .s8 else { return nil }
        return "XNNPACK has scales by channel for signed activations alone; use --set activations=s8"
    }

    func threads(for shape: LayerShape) -> Int { team.count }

    func prepare(_ layer: Layer) throws -> any PreparedKernel {
        try admit(layer)
        return try team.unpinned { try XNNPACKKernel(layer, backend: name, threads: Int32(team.count)) }
    }
}

/// A layer as XNNPACK's operators take it.
private final class XNNPACKKernel: PreparedKernel {
    let layer: Layer
    /// The library's memory holds the weights; the buffer is as large all the same, so that copies for cold caches are
    /// as many as they must be.
    let packedByteCount: Int
    var workspaceByteCount: Int? { nil }
    private let kernel: OpaquePointer
    private var operators = LibraryWeights()

    init(_ layer: Layer, backend: String, threads: Int32) throws {
        self.layer = layer
        var description = CKLayer(layer)
        let made =
            switch layer {
            case .float: cxn_prepare(&description, layer.shape.isChannelwise, nil, threads)
            case .integer(let layer):
                cxn_prepare(&description, layer.shape.isChannelwise, layer.multipliers, threads)
            }
        guard let made, cxn_failure(made) == nil else {
            defer { cxn_destroy(made) }
            throw KernelError.backendUnavailable(
                backend: backend, reason: cxn_failure(made).map { String(cString: $0) } ?? "memory is short")
        }
        kernel = made
        let biasBytes = 4 * layer.shape.biasCount * (layer.precision == .int8 ? 2 : 1)
        packedByteCount = layer.shape.weightCount * layer.precision.activationBytes + biasBytes + 64
    }

    var failure: String? { cxn_failure(kernel).map { String(cString: $0) } }

    deinit {
        operators.removeAll(cxn_free)
        cxn_destroy(kernel)
    }

    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
        let packed = operators.object(at: destination, make: cxn_weights)
        switch layer {
        case .float(let layer): cxn_pack(kernel, packed, weights, layer.bias)
        case .integer(let layer): cxn_pack(kernel, packed, weights, layer.bias)
        }
    }

    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        cxn_run(kernel, LibraryWeights.object(of: packed), input, output)
    }
}
