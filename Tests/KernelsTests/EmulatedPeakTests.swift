import EmulatedKernels
import Testing

/// Peak loops of instruction sets that few machines have, emulated.
@Suite(.enabled(if: Subjects.isEmulated, "needs SIMDe (Debian: libsimde-dev)")) struct EmulatedPeakTests {
    private static var loops: [(name: String, loop: UnsafePointer<CKPeakLoop>?)] {
        [
            ("fp32/avx512", ck_emulated_peak_fp32_avx512),
            ("int8/avx512", ck_emulated_peak_int8_avx512),
            ("int8/avx512-7bit", ck_emulated_peak_int8_7bit_avx512),
            ("int8/avx-vnni", ck_emulated_peak_int8_avxvnni),
            ("int8/avx512-vnni", ck_emulated_peak_int8_avx512vnni),
            ("int8/amx", ck_emulated_peak_int8_amx),
            ("bf16/avx512-bf16", ck_emulated_peak_bf16_avx512bf16),
            ("bf16/amx", ck_emulated_peak_bf16_amx),
            ("fp16/avx512-fp16", ck_emulated_peak_fp16_avx512fp16),
        ]
    }

    /// Every operand is 1: the sums are the number of products.
    @Test(arguments: loops.map(\.name))
    func sumsCountTheMultiplyAccumulates(_ name: String) throws {
        let entry = try #require(Self.loops.first { $0.name == name })
        let loop = try #require(entry.loop).pointee
        for iterations in [0, 1, 2, 9] as [Int64] {
            #expect(loop.run(iterations) == Double(loop.macsPerIteration * iterations))
        }
    }
}
