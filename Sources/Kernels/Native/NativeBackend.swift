import Basics
import CKernels

/// Kernels in C with intrinsics, one set an instruction set (`Sources/CKernels`).
struct NativeBackend: TeamBackend {
    let name: String
    let precision: Precision
    let features: [CPUFeature]
    let peakLoop: PeakLoop
    let conversion: Conversion?
    let kernels: NativeKernels
    let summation: Summation
    var team = Team.single

    /// - Parameter features: nil where they are those of the peak loop.
    init(
        name: String, precision: Precision, features: [CPUFeature]? = nil, kernels: NativeKernels,
        conversion: UnsafePointer<CKConversion>?, summation: Summation = .fp32, peakLoop: PeakLoop
    ) {
        self.name = name
        self.precision = precision
        self.features = features ?? peakLoop.features
        self.kernels = kernels
        self.summation = summation
        self.conversion = conversion.map { Conversion($0.pointee) }
        self.peakLoop = peakLoop
    }

    /// The arithmetic's, or the precision's where that is less.
    var weightLimit: Int { min(Int(precision.weightRange.upperBound), peakLoop.weightLimit) }
    var addition: AdditionKernel { .fastest(of: Set(features)) }

    func threads(for shape: LayerShape) -> Int { parts(of: CKLayer(shape), shape).count }

    private func parts(of layer: CKLayer, _ shape: LayerShape) -> [CKLayer.Part] {
        layer.parts(
            shape.threads(of: team), isChannelwise: shape.isChannelwise, elementBytes: precision.activationBytes)
    }

    func prepare(_ layer: Layer) throws -> any PreparedKernel {
        try admit(layer)
        guard let kernels = kernels.table(for: layer.shape) else {
            throw KernelError.backendUnavailable(
                backend: name, reason: "it was not compiled for this architecture")
        }
        return NativeKernel(layer, kernels, team, parts: parts(of: CKLayer(layer.lowered), layer.shape))
    }
}

/// The tables of an instruction set; NULL where it was not compiled for this architecture.
struct NativeKernels: @unchecked Sendable {
    var product: UnsafePointer<CKKernels>?
    /// Of a single row or output pixel; without one of its own the product does it.
    var gemv: UnsafePointer<CKKernels>?
    var depthwise: UnsafePointer<CKKernels>?

    func table(for shape: LayerShape) -> CKKernels? {
        if shape.isChannelwise { return depthwise?.pointee }
        return shape.gemm.m == 1 ? (gemv ?? product)?.pointee : product?.pointee
    }
}

extension NativeBackend {
    static let fp32AVX2 = NativeBackend(
        name: "fp32/avx2", precision: .fp32,
        kernels: .init(product: ck_product_fp32_avx2, gemv: ck_gemv_fp32_avx2, depthwise: ck_depthwise_fp32_avx2),
        conversion: nil, peakLoop: .fp32AVX2)
    static let fp32AVX512 = NativeBackend(
        name: "fp32/avx512", precision: .fp32,
        kernels: .init(product: ck_product_fp32_avx512, gemv: ck_gemv_fp32_avx512, depthwise: ck_depthwise_fp32_avx512),
        conversion: nil, peakLoop: .fp32AVX512)
    static let int8AVX2 = NativeBackend(
        name: "int8/avx2", precision: .int8,
        kernels: .init(product: ck_product_int8_avx2, gemv: ck_gemv_int8_avx2, depthwise: ck_depthwise_int8_avx2),
        conversion: ck_conversion_avx2, peakLoop: .int8AVX2)
    /// Depthwise layers are not summed over channels and gain nothing from smaller weights.
    static let int8AVX2SevenBit = NativeBackend(
        name: "int8/avx2-7bit", precision: .int8,
        kernels: .init(
            product: ck_product_int8_7bit_avx2, gemv: ck_gemv_int8_7bit_avx2, depthwise: ck_depthwise_int8_avx2),
        conversion: ck_conversion_avx2, peakLoop: .int8AVX2SevenBit)
    static let int8AVXVNNI = NativeBackend(
        name: "int8/avx-vnni", precision: .int8,
        kernels: .init(
            product: ck_product_int8_avxvnni, gemv: ck_gemv_int8_avxvnni, depthwise: ck_depthwise_int8_avxvnni),
        conversion: ck_conversion_avx2, peakLoop: .int8AVXVNNI)
    static let int8AVX512 = NativeBackend(
        name: "int8/avx512", precision: .int8,
        kernels: .init(
            product: ck_product_int8_avx512, gemv: ck_gemv_int8_avx512, depthwise: ck_depthwise_int8_avx512),
        conversion: ck_conversion_avx512, peakLoop: .int8AVX512)
    static let int8AVX512SevenBit = NativeBackend(
        name: "int8/avx512-7bit", precision: .int8,
        kernels: .init(
            product: ck_product_int8_7bit_avx512, gemv: ck_gemv_int8_7bit_avx512,
            depthwise: ck_depthwise_int8_avx512),
        conversion: ck_conversion_avx512, peakLoop: .int8AVX512SevenBit)
    static let int8AVX512VNNI = NativeBackend(
        name: "int8/avx512-vnni", precision: .int8,
        kernels: .init(
            product: ck_product_int8_avx512vnni, gemv: ck_gemv_int8_avx512vnni,
            depthwise: ck_depthwise_int8_avx512vnni),
        conversion: ck_conversion_avx512, peakLoop: .int8AVX512VNNI)
    /// Tiles are for products of several rows: the others take AVX-512 VNNI.
    static let int8AMX = NativeBackend(
        name: "int8/amx", precision: .int8, features: [.avx512, .avx512vnni, .amxInt8],
        kernels: .init(
            product: ck_product_int8_amx, gemv: ck_gemv_int8_avx512vnni, depthwise: ck_depthwise_int8_avx512vnni),
        conversion: ck_conversion_avx512, peakLoop: .int8AMX)
    static let fp32NEON = NativeBackend(
        name: "fp32/neon", precision: .fp32, features: [.neon],
        kernels: .init(product: ck_product_fp32_neon, gemv: ck_gemv_fp32_neon, depthwise: ck_depthwise_fp32_neon),
        conversion: nil, peakLoop: .fp32NEON)
    static let int8NEON = NativeBackend(
        name: "int8/neon", precision: .int8, features: [.neon],
        kernels: .init(product: ck_product_int8_neon, gemv: ck_gemv_int8_neon, depthwise: ck_depthwise_int8_neon),
        conversion: ck_conversion_neon, peakLoop: .int8NEON)
    /// Depthwise layers have no sums over channels for the dot products to take.
    static let int8DotProd = NativeBackend(
        name: "int8/neon-dotprod", precision: .int8, features: [.neon, .dotProd],
        kernels: .init(product: ck_product_int8_dotprod, gemv: ck_gemv_int8_dotprod, depthwise: ck_depthwise_int8_neon),
        conversion: ck_conversion_neon, peakLoop: .int8DotProd)
    /// SMMLA multiplies two rows at once: a single one takes SDOT.
    static let int8I8MM = NativeBackend(
        name: "int8/neon-i8mm", precision: .int8, features: [.neon, .dotProd, .i8mm],
        kernels: .init(product: ck_product_int8_i8mm, gemv: ck_gemv_int8_dotprod, depthwise: ck_depthwise_int8_neon),
        conversion: ck_conversion_neon, peakLoop: .int8I8MM)
}

/// Depthwise weights are too few for nibbles to save anything: INT8's kernels take them.
extension NativeBackend {
    static let int4AVX2 = NativeBackend(
        name: "int4/avx2", precision: .int4, features: [.avx2, .fma],
        kernels: .init(product: ck_product_int4_avx2, gemv: ck_gemv_int4_avx2, depthwise: ck_depthwise_int8_avx2),
        conversion: ck_conversion_avx2, peakLoop: .int4AVX2)
    static let int4AVXVNNI = NativeBackend(
        name: "int4/avx-vnni", precision: .int4, features: [.avx2, .fma, .avxvnni],
        kernels: .init(
            product: ck_product_int4_avxvnni, gemv: ck_gemv_int4_avxvnni, depthwise: ck_depthwise_int8_avxvnni),
        conversion: ck_conversion_avx2, peakLoop: .int8AVXVNNI)
    static let int4AVX512VNNI = NativeBackend(
        name: "int4/avx512-vnni", precision: .int4, features: [.avx512, .avx512vnni],
        kernels: .init(
            product: ck_product_int4_avx512vnni, gemv: ck_gemv_int4_avx512vnni,
            depthwise: ck_depthwise_int8_avx512vnni),
        conversion: ck_conversion_avx512, peakLoop: .int8AVX512VNNI)
}

/// Numbers of 16 bits: sums are FP32's, but where a backend says otherwise.
extension NativeBackend {
    static let bf16AVX2 = NativeBackend(
        name: "bf16/avx2", precision: .bf16, features: [.avx2, .fma],
        kernels: .init(
            product: ck_product_bf16_avx2, gemv: ck_gemv_bf16_avx2, depthwise: ck_depthwise_bf16_avx2),
        conversion: ck_conversion_bf16_avx2, peakLoop: .fp32AVX2)
    static let bf16AVX512 = NativeBackend(
        name: "bf16/avx512", precision: .bf16, features: [.avx512],
        kernels: .init(
            product: ck_product_bf16_avx512, gemv: ck_gemv_bf16_avx512, depthwise: ck_depthwise_bf16_avx512),
        conversion: ck_conversion_bf16_avx512, peakLoop: .fp32AVX512)
    /// Pairs are of successive K: depthwise layers have none and are widened.
    static let bf16AVX512BF16 = NativeBackend(
        name: "bf16/avx512-bf16", precision: .bf16, features: [.avx512, .avx512bf16],
        kernels: .init(
            product: ck_product_bf16_avx512bf16, gemv: ck_gemv_bf16_avx512bf16, depthwise: ck_depthwise_bf16_avx512),
        conversion: ck_conversion_bf16_avx512, peakLoop: .bf16AVX512BF16)
    /// Tiles are for products of several rows: the others take AVX512-BF16.
    static let bf16AMX = NativeBackend(
        name: "bf16/amx", precision: .bf16, features: [.avx512, .avx512bf16, .amxBF16],
        kernels: .init(
            product: ck_product_bf16_amx, gemv: ck_gemv_bf16_avx512bf16, depthwise: ck_depthwise_bf16_avx512),
        conversion: ck_conversion_bf16_avx512, peakLoop: .bf16AMX)
    static let fp16AVX2 = NativeBackend(
        name: "fp16/avx2", precision: .fp16, features: [.avx2, .fma, .f16c],
        kernels: .init(
            product: ck_product_fp16_avx2, gemv: ck_gemv_fp16_avx2, depthwise: ck_depthwise_fp16_avx2),
        conversion: ck_conversion_fp16_avx2, peakLoop: .fp32AVX2)
    static let fp16AVX512 = NativeBackend(
        name: "fp16/avx512", precision: .fp16, features: [.avx512],
        kernels: .init(
            product: ck_product_fp16_avx512, gemv: ck_gemv_fp16_avx512, depthwise: ck_depthwise_fp16_avx512),
        conversion: ck_conversion_fp16_avx512, peakLoop: .fp32AVX512)
    static let bf16NEON = NativeBackend(
        name: "bf16/neon", precision: .bf16, features: [.neon],
        kernels: .init(product: ck_product_bf16_neon, gemv: ck_gemv_bf16_neon, depthwise: ck_depthwise_bf16_neon),
        conversion: ck_conversion_bf16_neon, peakLoop: .fp32NEON)
    static let bf16NEONBF16 = NativeBackend(
        name: "bf16/neon-bf16", precision: .bf16, features: [.neon, .neonBF16],
        kernels: .init(
            product: ck_product_bf16_neonbf16, gemv: ck_gemv_bf16_neonbf16, depthwise: ck_depthwise_bf16_neon),
        conversion: ck_conversion_bf16_neon, summation: .fp32Pairs, peakLoop: .bf16NEONBF16)
    static let fp16NEON = NativeBackend(
        name: "fp16/neon", precision: .fp16, features: [.neon],
        kernels: .init(product: ck_product_fp16_neon, gemv: ck_gemv_fp16_neon, depthwise: ck_depthwise_fp16_neon),
        conversion: ck_conversion_fp16_neon, peakLoop: .fp32NEON)
    /// FMLAL takes both factors in FP16; depthwise kernels widen theirs once for all taps.
    static let fp16FHM = NativeBackend(
        name: "fp16/neon-fhm", precision: .fp16, features: [.neon, .fhm],
        kernels: .init(
            product: ck_product_fp16_neonfhm, gemv: ck_gemv_fp16_neonfhm, depthwise: ck_depthwise_fp16_neon),
        conversion: ck_conversion_fp16_neon, peakLoop: .fp16FHM)
    /// FP16's multiply–adds, at twice FP32's rate, for products; depthwise layers, whose few taps the loads outweigh, are
    /// widened.
    static let fp16AVX512FP16 = NativeBackend(
        name: "fp16/avx512-fp16", precision: .fp16, features: [.avx512, .avx512fp16],
        kernels: .init(
            product: ck_product_fp16_avx512fp16, gemv: ck_gemv_fp16_avx512fp16, depthwise: ck_depthwise_fp16_avx512),
        conversion: ck_conversion_fp16_avx512, summation: .fp16Chains, peakLoop: .fp16AVX512FP16)
}
