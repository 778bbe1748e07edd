import CKernels

/// An instruction set beyond the compiler's baseline that a kernel may need.
public enum CPUFeature: String, Sendable, CaseIterable {
    case avx2 = "AVX2"
    case fma = "FMA"
    /// Foundation, BW, DQ and VL together.
    case avx512 = "AVX-512"
    case avx512vnni = "AVX-512 VNNI"
    case avxvnni = "AVX-VNNI"
    /// The processor's, granted by the operating system.
    case amxInt8 = "AMX-INT8"
    case amxBF16 = "AMX-BF16"
    /// Conversion between FP16 and FP32.
    case f16c = "F16C"
    case avx512bf16 = "AVX512-BF16"
    case avx512fp16 = "AVX512-FP16"
    /// Advanced SIMD, the baseline of aarch64.
    case neon = "NEON"
    /// SDOT and UDOT.
    case dotProd = "NEON DotProd"
    /// SMMLA: matrix multiplication of 8-bit integers.
    case i8mm = "NEON I8MM"
    /// Arithmetic on FP16.
    case neonFP16 = "NEON FP16"
    /// FMLAL: products of FP16 added to FP32.
    case fhm = "NEON FHM"
    /// BFDOT: pairs of products of BF16 added to FP32.
    case neonBF16 = "NEON BF16"

    /// What this machine's processor has and its operating system lets programs use.
    public static let detected: Set<CPUFeature> = {
        let bits = Int(ck_features())
        return Set(allCases.filter { bits & $0.bit != 0 })
    }()

    /// Why this machine cannot run what needs the features: the first that it lacks; nil where it has them all.
    static func absence(among features: [CPUFeature]) -> String? {
        features.first { !detected.contains($0) }?.absence
    }

    private var absence: String {
        architecture == .current
            ? "the processor or the operating system lacks \(rawValue)"
            : "\(rawValue) is an instruction set of \(architecture.rawValue)"
    }

    private enum Architecture: String {
        case x86 = "x86-64"
        case arm = "Arm (aarch64)"
        case other

        static let current: Architecture = {
            #if arch(x86_64)
                .x86
            #elseif arch(arm64)
                .arm
            #else
                .other
            #endif
        }()
    }

    private var architecture: Architecture {
        switch self {
        case .avx2, .fma, .avx512, .avx512vnni, .avxvnni, .amxInt8, .amxBF16, .f16c, .avx512bf16,
            .avx512fp16:
            .x86
        case .neon, .dotProd, .i8mm, .neonFP16, .fhm, .neonBF16: .arm
        }
    }

    private var bit: Int {
        switch self {
        case .avx2: Int(CK_FEATURE_AVX2)
        case .fma: Int(CK_FEATURE_FMA)
        case .avx512: Int(CK_FEATURE_AVX512)
        case .avx512vnni: Int(CK_FEATURE_AVX512_VNNI)
        case .avxvnni: Int(CK_FEATURE_AVX_VNNI)
        case .amxInt8: Int(CK_FEATURE_AMX_INT8)
        case .amxBF16: Int(CK_FEATURE_AMX_BF16)
        case .f16c: Int(CK_FEATURE_F16C)
        case .avx512bf16: Int(CK_FEATURE_AVX512_BF16)
        case .avx512fp16: Int(CK_FEATURE_AVX512_FP16)
        case .neon: Int(CK_FEATURE_NEON)
        case .dotProd: Int(CK_FEATURE_DOTPROD)
        case .i8mm: Int(CK_FEATURE_I8MM)
        case .neonFP16: Int(CK_FEATURE_NEON_FP16)
        case .fhm: Int(CK_FEATURE_NEON_FHM)
        case .neonBF16: Int(CK_FEATURE_NEON_BF16)
        }
    }
}
