import CKernels

/// The C kernels of one instruction set.
struct NativeTrainingBackend: TrainingBackend, @unchecked Sendable {
    let name: String
    let features: [CPUFeature]
    let kernels: NativeTrainingKernels?
    let depthwise: CKDepthwiseTraining?

    /// - Parameters: tables, NULL where they were not compiled for this architecture.
    init(
        name: String, features: [CPUFeature], product: UnsafePointer<CKKernels>?,
        transposed: UnsafePointer<CKKernels>?, gradients: UnsafePointer<CKGradients>?,
        depthwise: UnsafePointer<CKDepthwiseTraining>?
    ) {
        self.name = name
        self.features = features
        self.depthwise = depthwise?.pointee
        guard let product, let transposed, let gradients else {
            kernels = nil
            return
        }
        kernels = NativeTrainingKernels(
            product: product.pointee, transposed: transposed.pointee, gradients: gradients.pointee)
    }

    var unavailable: String? {
        CPUFeature.absence(among: features) ?? (kernels == nil ? Self.notCompiled : nil)
    }

    private static let notCompiled = "it was not compiled for this architecture"

    func unavailable(for shape: LayerShape) -> String? { nil }

    func prepare(
        _ shape: LayerShape, batch: Int, clamp: ClosedRange<Float>
    ) throws(KernelError) -> any PreparedTraining {
        try admit(shape, batch: batch)
        guard let kernels, let depthwise else { throw .backendUnavailable(backend: name, reason: Self.notCompiled) }
        return shape.isChannelwise
            ? DepthwiseTraining(shape, batch: batch, clamp: clamp, depthwise)
            : NativeTraining(shape, batch: batch, clamp: clamp, kernels)
    }
}

/// The tables of an instruction set.
struct NativeTrainingKernels {
    var product, transposed: CKKernels
    var gradients: CKGradients

    /// From columns back to images, by the fastest loop of this machine.
    static var fastestColumns: CKGradients.Columns? {
        let all = [NativeTrainingBackend.portable, .avx2, .avx512, .neon]
        return all.last { $0.unavailable == nil }?.kernels?.gradients.columns
    }
}

extension CKGradients {
    typealias Columns =
        @convention(c) (UnsafePointer<CKLayer>?, UnsafePointer<Float>?, UnsafeMutablePointer<Float>?) -> Void
}

extension NativeTrainingBackend {
    static let portable = NativeTrainingBackend(
        name: "fp32/portable", features: [], product: ck_product_fp32_baseline,
        transposed: ck_transposed_fp32_baseline, gradients: ck_gradients_baseline,
        depthwise: ck_depthwise_training_baseline)
    static let avx2 = NativeTrainingBackend(
        name: "fp32/avx2", features: [.avx2, .fma], product: ck_product_fp32_avx2,
        transposed: ck_transposed_fp32_avx2, gradients: ck_gradients_avx2,
        depthwise: ck_depthwise_training_avx2)
    static let avx512 = NativeTrainingBackend(
        name: "fp32/avx512", features: [.avx512], product: ck_product_fp32_avx512,
        transposed: ck_transposed_fp32_avx512, gradients: ck_gradients_avx512,
        depthwise: ck_depthwise_training_avx512)
    static let neon = NativeTrainingBackend(
        name: "fp32/neon", features: [.neon], product: ck_product_fp32_neon,
        transposed: ck_transposed_fp32_neon, gradients: ck_gradients_neon,
        depthwise: ck_depthwise_training_neon)
}
