import EmulatedKernels

@testable import Kernels

/// What the tests hold against the oracles: every backend that runs here, and the AVX-512 kernels emulated.
enum Subjects {
    static func all(_ precision: Precision) -> [any Backend] {
        Backends.all.filter { $0.precision == precision && $0.unavailable == nil } + emulated(precision)
    }

    static var isEmulated: Bool { ck_emulated_product_fp32_avx512 != nil }

    static func emulated(_ precision: Precision) -> [any Backend] {
        guard isEmulated else { return [] }
        return switch precision {
        case .fp32:
            [
                NativeBackend(
                    name: "fp32/avx512 (emulated)", precision: .fp32, features: [],
                    product: ck_emulated_product_fp32_avx512, gemv: ck_emulated_gemv_fp32_avx512,
                    depthwise: ck_emulated_depthwise_fp32_avx512,
                    conversion: nil, peakLoop: .fp32Baseline)
            ]
        case .int8:
            [
                NativeBackend(
                    name: "int8/avx512-vnni (emulated)", precision: .int8, features: [],
                    product: ck_emulated_product_int8_avx512vnni,
                    gemv: ck_emulated_gemv_int8_avx512vnni,
                    depthwise: ck_emulated_depthwise_int8_avx512vnni, conversion: nil, peakLoop: .int8Baseline
                )
            ]
        case .bf16, .fp16, .int4: []
        }
    }
}
