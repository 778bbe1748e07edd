import CKernels

/// Kernels in C with intrinsics, one set an instruction set (`Sources/CKernels`).
struct NativeBackend: Backend {
    let name: String
    let precision: Precision
    let features: [CPUFeature]
    let peakLoop: PeakLoop
    let conversion: Conversion?
    private let product: CKKernels?
    private let gemv: CKKernels?
    private let depthwise: CKKernels?

    init(
        name: String, precision: Precision, features: [CPUFeature], product: UnsafePointer<CKKernels>?,
        gemv: UnsafePointer<CKKernels>?, depthwise: UnsafePointer<CKKernels>?, conversion: UnsafePointer<CKConversion>?,
        peakLoop: PeakLoop
    ) {
        self.name = name
        self.precision = precision
        self.features = features
        self.product = product?.pointee
        self.gemv = gemv?.pointee
        self.depthwise = depthwise?.pointee
        self.conversion = conversion.map { Conversion($0.pointee) }
        self.peakLoop = peakLoop
    }

    func prepare(_ layer: Layer) throws -> any PreparedKernel {
        try admit(layer)
        guard let kernels = kernels(for: layer.shape) else {
            throw KernelError.backendUnavailable(
                backend: name, reason: "it was not compiled for this architecture")
        }
        return NativeKernel(layer, kernels)
    }

    private func kernels(for shape: LayerShape) -> CKKernels? {
        if shape.isChannelwise { return depthwise }
        return shape.gemm.m == 1 ? gemv ?? product : product
    }
}

extension NativeBackend {
    static let fp32AVX2 = NativeBackend(
        name: "fp32/avx2", precision: .fp32, features: [.avx2, .fma], product: ck_product_fp32_avx2,
        gemv: ck_gemv_fp32_avx2,
        depthwise: ck_depthwise_fp32_avx2, conversion: nil, peakLoop: .fp32AVX2)
    static let fp32AVX512 = NativeBackend(
        name: "fp32/avx512", precision: .fp32, features: [.avx512], product: ck_product_fp32_avx512,
        gemv: ck_gemv_fp32_avx512,
        depthwise: ck_depthwise_fp32_avx512, conversion: nil, peakLoop: .fp32AVX512)
    static let int8AVX2 = NativeBackend(
        name: "int8/avx2", precision: .int8, features: [.avx2, .fma], product: ck_product_int8_avx2,
        gemv: ck_gemv_int8_avx2,
        depthwise: ck_depthwise_int8_avx2, conversion: ck_conversion_avx2, peakLoop: .int8AVX2)
    static let int8AVX512VNNI = NativeBackend(
        name: "int8/avx512-vnni", precision: .int8, features: [.avx512, .avx512vnni],
        product: ck_product_int8_avx512vnni,
        gemv: ck_gemv_int8_avx512vnni, depthwise: ck_depthwise_int8_avx512vnni,
        conversion: ck_conversion_avx512, peakLoop: .int8AVX512VNNI)
}
