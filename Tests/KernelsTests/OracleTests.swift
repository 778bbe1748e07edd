import Statistics
import Testing

@testable import Kernels

/// The oracles themselves, against results in closed form.
@Suite struct OracleTests {
    /// Ones everywhere: an output counts the taps that fall on the input, times the channels.
    @Test(arguments: ConvolutionShape.Padding.allCases)
    func onesCountTaps(_ padding: ConvolutionShape.Padding) {
        let c = ConvolutionShape(
            inputHeight: 5, inputWidth: 4, inputChannels: 3, outputChannels: 2, kernelHeight: 3,
            kernelWidth: 2,
            strideHeight: 2, strideWidth: 1, padding: padding)
        let shape = LayerShape.convolution(c)
        // Rows of 5 under 3 taps with stride 2: SAME pads 1 and 1; columns of 4 under 2 taps: SAME pads 0 and 1.
        let rows = padding == .same ? [2, 3, 2] : [3, 3]
        let columns = padding == .same ? [2, 2, 2, 1] : [2, 2, 2]
        let expected = rows.flatMap { row in columns.flatMap { [row * $0 * 3, row * $0 * 3] } }
        let float = FloatLayer(
            shape: shape, weights: [Float](repeating: 1, count: shape.weightCount), bias: [0, 0])
        let floats = FloatOracle(float, input: [Float](repeating: 1, count: shape.inputCount))
        #expect(floats.expected == expected.map(Double.init))
        var quantized = ExtremesTests.constant(shape, weight: 1, activations: .u8, scale: 1)
        quantized.inputZeroPoint = 4
        let integers = IntegerOracle(quantized, input: [UInt8](repeating: 5, count: shape.inputCount))
        #expect(integers.expected == expected.map(Int32.init))
    }

    /// A kernel of one tap that is not the middle shifts the image.
    @Test func depthwiseTapShifts() {
        let c = ConvolutionShape(
            inputHeight: 3, inputWidth: 3, inputChannels: 2, outputChannels: 2, kernelHeight: 3,
            kernelWidth: 3,
            padding: .same)
        let shape = LayerShape.depthwise(c)
        var weights = [Float](repeating: 0, count: 18)
        weights[(0 * 3 + 1) * 2] = 1  // channel 0: the pixel above
        weights[(1 * 3 + 2) * 2 + 1] = 1  // channel 1: the pixel to the right
        let input = (0..<18).map(Float.init)
        let oracle = FloatOracle(FloatLayer(shape: shape, weights: weights, bias: [0, 0]), input: input)
        #expect(oracle.expected == [0, 3, 0, 5, 0, 0, 0, 9, 2, 11, 4, 0, 6, 15, 8, 17, 10, 0])
    }

    /// Higham's bound by hand: K = 2, so γ₃ = 3u / (1 − 3u); Σ|a·w| + |b| = 2 + 12 + 4.
    @Test func boundIsHighams() {
        let shape = LayerShape.gemm(GEMMShape(m: 1, n: 1, k: 2))
        let oracle = FloatOracle(FloatLayer(shape: shape, weights: [2, -4], bias: [4]), input: [1, 3])
        let u = 1.0 / 16_777_216
        let bound = oracle.bound(0)
        let expected = 18 * 3 * u / (1 - 3 * u)
        #expect(abs(bound - expected) < 1e-18)
        #expect(oracle.expected == [-6])
        #expect(oracle.check([Float(-6)]).passed)
        #expect(oracle.check([-6 + Float(0.9 * bound)]).passed)
        #expect(!oracle.check([-6 + Float(1.6 * bound)]).passed)
        #expect(!oracle.check([Float.nan]).passed)
    }

    @Test func detailNamesTheFirstWrongElement() {
        let shape = LayerShape.gemm(GEMMShape(m: 2, n: 3, k: 1))
        let layer = ExtremesTests.constant(shape, weight: 1, activations: .s8, scale: 1)
        let oracle = IntegerOracle(layer, input: [10, 20])
        #expect(oracle.check([10, 10, 10, 20, 20, 20] as [Int8]).passed)
        #expect(
            oracle.check([10, 10, 10, 20, 21, 22] as [Int8])
                == OracleResult(passed: false, detail: "element 4 (pixel 1, channel 1): expected 20, got 21"))
    }
}
