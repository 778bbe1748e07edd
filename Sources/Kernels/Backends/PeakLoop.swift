import Basics
import CKernels

/// A register-resident loop: the arithmetic rate that an instruction sequence sustains on this machine.
///
/// Nothing is loaded or stored, and the chains of dependent instructions are long and many enough to keep the
/// units busy, so a kernel of the same instructions can come close to it but not pass it by more than noise.
public struct PeakLoop: Sendable {
    /// As its backend: `fp32/avx2`, or `fp32/baseline` for the compiler's own instruction set.
    public let name: String
    /// The arithmetic of the loop.
    public let precision: Precision
    /// The instruction sets that it uses beyond the compiler's baseline.
    public let features: [CPUFeature]
    /// The largest magnitude of integer weights for which the arithmetic is exact.
    public let weightLimit: Int
    /// Operations of one iteration, a multiply–accumulate being two.
    public let operationsPerIteration: Int
    private let loop: @convention(c) (Int64) -> Double

    init(
        _ name: String, _ precision: Precision, _ features: [CPUFeature], weightLimit: Int = .max,
        _ loop: UnsafePointer<CKPeakLoop>?
    ) {
        self.name = name
        self.precision = precision
        self.features = features
        self.weightLimit = weightLimit
        operationsPerIteration = 2 * Int(loop?.pointee.macsPerIteration ?? 0)
        self.loop = loop?.pointee.run ?? { _ in 0 }
    }

    /// Why this machine cannot run it; nil where it can.
    public var unavailable: String? {
        CPUFeature.absence(among: features)
    }

    /// Runs the loop. Only on a machine that can (``unavailable`` is nil).
    /// - Returns: its products as its sums count them, each being 1; floats count no further than to 2²⁴ a sum, and
    ///   to 2¹¹ in FP16.
    @discardableResult
    public func run(_ iterations: Int) -> Double {
        loop(Int64(iterations))
    }

    /// Runs the loop on every thread of a team, so many iterations each. Only on a machine that can.
    public func run(_ iterations: Int, on team: Team) {
        var errand = Errand(loop: loop, iterations: Int64(iterations))
        withUnsafeMutablePointer(to: &errand) { errand in
            team.run({ context, _ in context?.assumingMemoryBound(to: Errand.self).pointee.run() }, errand)
        }
    }

    /// What the threads of a team are given, where a closure would have to be allocated.
    private struct Errand {
        let loop: @convention(c) (Int64) -> Double
        let iterations: Int64

        func run() { _ = loop(iterations) }
    }

    /// All loops, slowest first within a precision.
    public static let all: [PeakLoop] = [
        fp32Baseline, fp32AVX2, fp32AVX512, fp32NEON, int8Baseline, int8AVX2, int8AVX2SevenBit, int8AVX512,
        int8AVX512SevenBit, int8AVXVNNI, int8AVX512VNNI,
        int8AMX, int8NEON, int8DotProd, int8I8MM, int4AVX2,
        bf16AVX512BF16, bf16AMX, bf16NEONBF16,
        fp16AVX512FP16, fp16FHM, fp16NEONFP16,
    ]

    /// The loop of the machine's best path in a precision, another precision's where numbers are widened to that; nil where
    /// nothing runs.
    public static func best(_ precision: Precision) -> PeakLoop? {
        Backends.best(precision)?.peakLoop
    }

    /// The machine's fastest loop whose arithmetic is exact for weights up to `weightLimit`: what a library's kernel is held
    /// against, as it takes the best instructions by itself.
    public static func widest(_ precision: Precision, weightLimit: Int) -> PeakLoop {
        all.last { $0.precision == precision && $0.unavailable == nil && $0.weightLimit >= weightLimit }
            ?? (precision.format == nil ? .int8Baseline : .fp32Baseline)
    }

    static let fp32Baseline = PeakLoop("fp32/baseline", .fp32, [], ck_peak_fp32_baseline)
    static let fp32AVX2 = PeakLoop("fp32/avx2", .fp32, [.avx2, .fma], ck_peak_fp32_avx2)
    static let fp32AVX512 = PeakLoop("fp32/avx512", .fp32, [.avx512], ck_peak_fp32_avx512)
    static let int8Baseline = PeakLoop("int8/baseline", .int8, [], ck_peak_int8_baseline)
    static let int8AVX2 = PeakLoop("int8/avx2", .int8, [.avx2, .fma], ck_peak_int8_avx2)
    static let int8AVX2SevenBit = PeakLoop(
        "int8/avx2-7bit", .int8, [.avx2, .fma], weightLimit: 63, ck_peak_int8_7bit_avx2)
    static let int8AVX512SevenBit = PeakLoop(
        "int8/avx512-7bit", .int8, [.avx512], weightLimit: 63, ck_peak_int8_7bit_avx512)
    static let int8AVX512 = PeakLoop("int8/avx512", .int8, [.avx512], ck_peak_int8_avx512)
    static let int8AVXVNNI = PeakLoop("int8/avx-vnni", .int8, [.avx2, .fma, .avxvnni], ck_peak_int8_avxvnni)
    static let int8AVX512VNNI = PeakLoop(
        "int8/avx512-vnni", .int8, [.avx512, .avx512vnni], ck_peak_int8_avx512vnni)
    static let int8AMX = PeakLoop("int8/amx", .int8, [.amxInt8], ck_peak_int8_amx)
    static let fp32NEON = PeakLoop("fp32/neon", .fp32, [.neon], ck_peak_fp32_neon)
    static let int8NEON = PeakLoop("int8/neon", .int8, [.neon], ck_peak_int8_neon)
    static let int8DotProd = PeakLoop("int8/neon-dotprod", .int8, [.neon, .dotProd], ck_peak_int8_dotprod)
    static let int8I8MM = PeakLoop("int8/neon-i8mm", .int8, [.neon, .dotProd, .i8mm], ck_peak_int8_i8mm)
    /// With VNNI the arithmetic of INT4 is INT8's.
    static let int4AVX2 = PeakLoop("int4/avx2", .int4, [.avx2, .fma], ck_peak_int4_avx2)

    // Numbers of 16 bits have loops where instructions multiply them; where they are widened, FP32's is theirs.
    static let bf16AVX512BF16 = PeakLoop(
        "bf16/avx512-bf16", .bf16, [.avx512, .avx512bf16], ck_peak_bf16_avx512bf16)
    static let bf16AMX = PeakLoop("bf16/amx", .bf16, [.amxBF16], ck_peak_bf16_amx)
    /// Sums in FP16 alone; a kernel's FP32 sums of short chains cost it a part of this.
    static let fp16AVX512FP16 = PeakLoop(
        "fp16/avx512-fp16", .fp16, [.avx512, .avx512fp16], ck_peak_fp16_avx512fp16)
    static let bf16NEONBF16 = PeakLoop("bf16/neon-bf16", .bf16, [.neon, .neonBF16], ck_peak_bf16_neonbf16)
    static let fp16FHM = PeakLoop("fp16/neon-fhm", .fp16, [.neon, .fhm], ck_peak_fp16_neonfhm)
    /// Sums in FP16, as AVX512-FP16's.
    static let fp16NEONFP16 = PeakLoop("fp16/neon-fp16", .fp16, [.neon, .neonFP16], ck_peak_fp16_neonfp16)
}
