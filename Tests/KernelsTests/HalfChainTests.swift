import EmulatedKernels
import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Sums in FP16, as AVX512-FP16 has them: short, widened, and mended where they overflow.
@Suite struct HalfChainTests {
    static let shapes: [LayerShape] = [
        .gemm(GEMMShape(m: 5, n: 50, k: 8192)), .gemm(GEMMShape(m: 1, n: 150, k: 8192)),
        .gemm(GEMMShape(m: 33, n: 7, k: 64)), .gemm(GEMMShape(m: 1, n: 190, k: 64)),
    ]

    private static func seeded(_ name: String, _ product: UnsafePointer<CKKernels>?) -> any Backend {
        Subjects.emulated("fp16/\(name)", .fp16, .init(product: product), summation: .fp16Chains)
    }

    /// Ones: FP16 alone would stop at 2,048, where adding 1 changes nothing.
    @Test(arguments: shapes)
    func longSumsDoNotStandStill(_ shape: LayerShape) throws {
        let layer = FloatLayer(
            shape: shape, format: .fp16, weights: [Float](repeating: 1, count: shape.weightCount),
            bias: [Float](repeating: 0, count: shape.biasCount))
        let trial = Trial(layer, input: [Float](repeating: 1, count: shape.inputCount))
        for backend in Subjects.all(.fp16) {
            let result = try trial.verdict(backend)
            #expect(result.passed, "\(backend.name), \(shape): \(result.detail)")
        }
        if Subjects.isEmulated, shape.gemm.k > 4096 {
            #expect(try !trial.verdict(Self.seeded("endless", ck_emulated_product_fp16_endless)).passed)
        }
    }

    /// A chain comes to 80,000, beyond FP16's 65,504, the next one to −80,000: of the sum little remains.
    @Test(arguments: shapes)
    func chainsThatOverflowAreMended(_ shape: LayerShape) throws {
        var generator = SeededGenerator(for: "overflowing chains of \(shape)")
        let (k, n) = (shape.gemm.k, shape.gemm.n)
        var layer = FloatLayer.random(shape, format: .fp16, using: &generator)
        var input = FloatLayer.randomInput(shape, format: .fp16, using: &generator)
        for (row, weight) in [(0, 200), (2, 200), (32, -200), (34, -200)] as [(Int, Float)] {
            for column in 0..<n { layer.weights[row * n + column] = weight }
            for pixel in 0..<shape.gemm.m { input[pixel * k + row] = 200 }
        }
        let trial = Trial(layer, input: input)
        for backend in Subjects.all(.fp16) {
            let result = try trial.verdict(backend)
            #expect(result.passed, "\(backend.name), \(shape): \(result.detail)")
        }
        if Subjects.isEmulated {
            #expect(try !trial.verdict(Self.seeded("unmended", ck_emulated_product_fp16_unmended)).passed)
        }
    }

    /// By hand: K = 2, so a chain is at most 3 roundings, γ₃ = 3u / (1 − 3u) with u = 2^−11, and FP32's γ₃ on top;
    /// Σ|a·w| + |b| = 2 + 12 + 4; 4 operations that may end below the smallest normal number.
    @Test func boundIsThatOfTheChain() {
        let (u, v) = (0x1p-11, 0x1p-24)
        let chain = 3 * u / (1 - 3 * u)
        let error = 18 * chain + 4 * 0x1p-25 * (1 + chain)
        let expected = error + 3 * v / (1 - 3 * v) * (18 + error)
        #expect((Summation.fp16Chains.bound(k: 2, size: 18) - expected).magnitude < 1e-15)
        // From half a chain on, the length of K changes FP32's share alone.
        let (longer, long) = (Summation.fp16Chains.bound(k: 160, size: 1), Summation.fp16Chains.bound(k: 16, size: 1))
        #expect(longer - long < 144 * 1.02 * (v + 2 * 0x1p-25))
        #expect(long > 17 * u && long < 17.2 * u)
    }

    /// Against exact integers: FP16 numbers are multiples of 2^−24, their products of 2^−48.
    @Test func emulatedArithmeticIsRoundedOnce() {
        var generator = SeededGenerator(for: "emulated FP16 arithmetic")
        for index in 0..<200_000 {
            var operands = (0..<3).map { _ in UInt16(truncatingIfNeeded: generator.next()) }
            // A sum close to the product: their leading bits cancel.
            if index % 2 == 0 {
                let factors = operands.map { FloatFormat.fp16.decode(UInt32($0)) }
                operands[2] = UInt16(truncatingIfNeeded: FloatFormat.fp16.encode(-factors[0] * factors[1]))
            }
            guard operands.allSatisfy({ $0 & 0x7C00 != 0x7C00 }) else { continue }
            let (a, b, c) = (Self.steps(operands[0]), Self.steps(operands[1]), Self.steps(operands[2]))
            let expected = Self.rounded(a * b + c << 24)
            let actual = ck_emulated_half_fma(operands[0], operands[1], operands[2])
            #expect(actual & 0x7FFF == expected & 0x7FFF, "\(operands)")
            #expect(actual & 0x7FFF == 0 || actual == expected, "\(operands)")
        }
    }

    /// In units of 2^−24.
    private static func steps(_ bits: UInt16) -> Int128 {
        let (exponent, fraction) = (Int(bits >> 10 & 31), Int128(bits & 1023))
        let size = exponent == 0 ? fraction : (fraction + 1024) << (exponent - 1)
        return bits & 0x8000 == 0 ? size : -size
    }

    /// From units of 2^−48, to nearest, ties to even.
    private static func rounded(_ sum: Int128) -> UInt16 {
        let magnitude = sum.magnitude
        let shift = max(24, 128 - magnitude.leadingZeroBitCount - 11)
        let (quotient, rest) = (magnitude >> shift, magnitude & (1 << shift - 1))
        let half = UInt128(1) << (shift - 1)
        let steps = quotient + (rest > half || (rest == half && quotient % 2 == 1) ? 1 : 0)
        // A subnormal number's steps are its bits; each further shift is one exponent more.
        let bits = UInt128(shift - 24) << 10 + steps
        return UInt16(truncatingIfNeeded: min(bits, 0x7C00)) | (sum < 0 ? 0x8000 : 0)
    }
}
