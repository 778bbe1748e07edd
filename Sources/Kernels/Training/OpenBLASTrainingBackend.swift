import Basics
import COpenBLAS

/// Dense layers and their gradients on OpenBLAS (sgemm), which packs weights within each call. What is not a product is
/// gathered into one and its gradient summed back, image by image.
struct OpenBLASTrainingBackend: TrainingBackend {
    var name: String { "fp32/openblas" }
    var vendor: Vendor? { .openBLAS }
    var unavailable: String? { vendor?.unavailable }

    func unavailable(for shape: LayerShape) -> String? {
        shape.isChannelwise ? "OpenBLAS has products only; a channelwise layer is none" : nil
    }

    func prepare(
        _ shape: LayerShape, batch: Int, clamp: ClosedRange<Float>
    ) throws(KernelError) -> any PreparedTraining {
        try admit(shape, batch: batch)
        guard let product = cob_product(1), let transposed = cob_transposed(), var gradients = cob_gradients()?.pointee
        else { throw .backendUnavailable(backend: name, reason: "it was not compiled in") }
        // The library has no way back from columns.
        gradients.columns = NativeTrainingKernels.fastestColumns
        let kernels = NativeTrainingKernels(
            product: product.pointee, transposed: transposed.pointee, gradients: gradients)
        return NativeTraining(shape, batch: batch, clamp: clamp, kernels, isLibrary: true)
    }
}
