import CKernels

extension Conversion {
    /// The fastest conversion to and from a format of 16 bits that this machine runs; nil for FP32, which needs none. All of them
    /// agree bit by bit.
    public static func fastest(_ format: FloatFormat) -> Conversion? {
        switch format {
        case .fp32: nil
        case .bf16: fastestBF16
        case .fp16: fastestFP16
        }
    }

    /// The fastest conversion to and from integers of 8 bits that this machine runs. All of them agree bit by bit.
    public static let fastestIntegers =
        fastest([
            ([.avx512], ck_conversion_avx512), ([.avx2, .fma], ck_conversion_avx2), ([.neon], ck_conversion_neon),
        ])
        ?? portable

    // Made once, so that asking for them allocates nothing.
    private static let fastestBF16 =
        fastest(
            [
                ([.avx512], ck_conversion_bf16_avx512), ([.avx2, .fma], ck_conversion_bf16_avx2),
                ([.neon], ck_conversion_bf16_neon),
            ]) ?? portable(.bf16)
    private static let fastestFP16 =
        fastest(
            [
                ([.avx512], ck_conversion_fp16_avx512), ([.avx2, .fma, .f16c], ck_conversion_fp16_avx2),
                ([.neon], ck_conversion_fp16_neon),
            ]) ?? portable(.fp16)

    private static func fastest(
        _ native: [(features: [CPUFeature], table: UnsafePointer<CKConversion>?)]
    ) -> Conversion? {
        let fastest = native.first { $0.table != nil && CPUFeature.absence(among: $0.features) == nil }
        return fastest?.table.map { Conversion($0.pointee) }
    }
}
