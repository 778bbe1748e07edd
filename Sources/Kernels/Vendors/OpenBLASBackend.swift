import Basics
import COpenBLAS

/// FP32 products and dense convolutions on OpenBLAS (sgemm, sgemv for one row).
///
/// The library packs weights within each call and knows neither biases nor activations: the output is preset with the
/// biases and clamped afterwards. Convolutions of more than one tap, or with a stride, gather their input in the call.
struct OpenBLASBackend: TeamBackend {
    var team = Team.single

    var name: String { "fp32/openblas" }
    var precision: Precision { .fp32 }
    var features: [CPUFeature] { [] }
    var vendor: Vendor? { .openBLAS }
    var conversion: Conversion? { nil }
    var peakLoop: PeakLoop { .widest(.fp32, weightLimit: weightLimit) }

    func unavailable(for shape: LayerShape, activations: IntegerLayer.ActivationType) -> String? {
        guard shape.isChannelwise else { return nil }
        return "OpenBLAS has products only; \(shape.isPooling ? "a pooling" : "a depthwise layer") is none"
    }

    func threads(for shape: LayerShape) -> Int { Int(cob_threads(Int32(team.count))) }

    func prepare(_ layer: Layer) throws -> any PreparedKernel {
        try admit(layer)
        guard let kernels = team.unpinned({ cob_product(Int32(team.count)) }) else {
            throw KernelError.backendUnavailable(backend: name, reason: "it was not compiled in")
        }
        return NativeKernel(layer, kernels.pointee, isLibrary: true)
    }
}
