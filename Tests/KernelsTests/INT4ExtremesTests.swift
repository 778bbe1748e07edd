import Testing

@testable import Kernels

/// The corners of INT4's arithmetic: weights of ±7, whose products AVX2 sums in int16 for eight words of K.
@Suite struct INT4ExtremesTests {
    /// Deep enough for every remainder of a step of eight words; kernel rows that end within a word and a step.
    static let shapes: [LayerShape] =
        (1...34).map { .gemm(GEMMShape(m: 7, n: 19, k: 2 * $0)) } + [
            .gemm(GEMMShape(m: 1, n: 40, k: 257)),
            .convolution(LayerShapeTests.same(6, 7, 3, to: 33, kernel: (3, 3), stride: 1)),
            .convolution(LayerShapeTests.same(9, 7, 20, to: 12, kernel: (4, 3), stride: 2)),
        ]

    /// The largest sums, 255·7·K of either sign: int16 holds those of eight words, not of ten.
    @Test(arguments: shapes)
    func largestSumsAreExact(_ shape: LayerShape) throws {
        let input = [UInt8](repeating: 255, count: shape.inputCount)
        for weight in [Int8(7), -7] {
            var layer = ExtremesTests.constant(
                shape, .int4, weight: weight, activations: .u8, scale: 255 * Float(shape.gemm.k) / 14)
            layer.outputZeroPoint = 100
            let trial = Trial(layer, input: input)
            for backend in Subjects.all(.int4) {
                let result = try trial.verdict(backend)
                #expect(result.passed, "\(backend.name), \(shape), weight \(weight): \(result.detail)")
            }
        }
    }

    /// Signed activations are shifted to 0 ... 255 for the multiplication: −128 and 127 are its ends.
    @Test(arguments: [UInt8(0x80), 0x7F])
    func signedExtremesAreExact(_ activation: UInt8) throws {
        let shape = LayerShape.gemm(GEMMShape(m: 3, n: 35, k: 75))
        var layer = ExtremesTests.constant(shape, .int4, weight: -7, activations: .s8, scale: 128 * 75)
        layer.inputZeroPoint = 5
        let trial = Trial(layer, input: [UInt8](repeating: activation, count: shape.inputCount))
        for backend in Subjects.all(.int4) {
            let result = try trial.verdict(backend)
            #expect(result.passed, "\(backend.name): \(result.detail)")
        }
    }

    /// The deepest product: 131,071·128·7.
    @Test func deepestSumIsExact() throws {
        let shape = LayerShape.gemm(GEMMShape(m: 2, n: 9, k: 131_071))
        let layer = ExtremesTests.constant(shape, .int4, weight: -7, activations: .s8, scale: 14 * 131_071)
        let input = [UInt8](repeating: 0x80, count: shape.inputCount)
        for backend in Subjects.all(.int4) {
            #expect(try ExtremesTests.run(backend, layer, input).allSatisfy { $0 == 64 }, "\(backend.name)")
        }
    }
}
