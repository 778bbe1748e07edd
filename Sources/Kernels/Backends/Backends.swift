import CKernels

/// The registry of backends: one line each, those that this machine cannot run included.
public enum Backends {
    /// All backends, slowest first within a precision, though what takes smaller weights stands before what does not.
    public static let all: [any Backend] = [
        ScalarBackend(precision: .fp32),
        PortableBackend(precision: .fp32),
        OpenBLASBackend(),
        OneDNNBackend(precision: .fp32),
        XNNPACKBackend(precision: .fp32),
        NativeBackend.fp32AVX2,
        NativeBackend.fp32AVX512,
        NativeBackend.fp32NEON,
        PortableBackend(precision: .bf16),
        NativeBackend.bf16AVX2,
        NativeBackend.bf16AVX512,
        NativeBackend.bf16AVX512BF16,
        NativeBackend.bf16AMX,
        NativeBackend.bf16NEON,
        NativeBackend.bf16NEONBF16,
        PortableBackend(precision: .fp16),
        NativeBackend.fp16AVX2,
        NativeBackend.fp16AVX512,
        NativeBackend.fp16AVX512FP16,
        NativeBackend.fp16NEON,
        NativeBackend.fp16FHM,
        ScalarBackend(precision: .int8),
        PortableBackend(precision: .int8),
        OneDNNBackend(precision: .int8),
        XNNPACKBackend(precision: .int8),
        NativeBackend.int8AVX2SevenBit,
        NativeBackend.int8AVX2,
        NativeBackend.int8AVX512SevenBit,
        NativeBackend.int8AVX512,
        NativeBackend.int8AVXVNNI,
        NativeBackend.int8AVX512VNNI,
        NativeBackend.int8AMX,
        NativeBackend.int8NEON,
        NativeBackend.int8DotProd,
        NativeBackend.int8I8MM,
        ScalarBackend(precision: .int4),
        PortableBackend(precision: .int4),
        NativeBackend.int4AVX2,
        NativeBackend.int4AVXVNNI,
        NativeBackend.int4AVX512VNNI,
    ]

    /// The backend of this name; nil if there is none.
    public static func named(_ name: String) -> (any Backend)? {
        all.first { $0.name == name }
    }

    /// The fastest kind of kernel that this machine runs in a precision: the last that is available; nil where
    /// nothing runs.
    public static func best(_ precision: Precision) -> (any Backend)? {
        all.last { $0.precision == precision && $0.unavailable == nil }
    }
}
