import Statistics
import Foundation
import Testing

@testable import Kernels

@Suite struct QuantizationTests {
    @Test func parametersCoverTheRangeAndZero() {
        let symmetric = QuantizationParameters(covering: -1, 1, type: .s8)
        #expect(symmetric == QuantizationParameters(scale: 2 / 255, zeroPoint: 0, type: .s8))
        let positive = QuantizationParameters(covering: 2, 5.1, type: .u8)
        #expect(positive == QuantizationParameters(scale: 0.02, zeroPoint: 0, type: .u8))
        let negative = QuantizationParameters(covering: -5.1, -1, type: .s8)
        #expect(negative == QuantizationParameters(scale: 0.02, zeroPoint: 127, type: .s8))
        #expect(QuantizationParameters(covering: 0, 0, type: .u8).scale == 1)
    }

    /// A uniform signal over the whole range in 2^8 steps: 20·log10(2^8) = 48.2 dB (Bennett, 1948), at most half
    /// a step off.
    @Test func uniformSignalHasItsKnownRatio() {
        var generator = SeededGenerator(seed: 3)
        let shape = LayerShape.gemm(GEMMShape(m: 20_000, n: 1, k: 1))
        let input = FloatLayer.randomInput(shape, using: &generator)
        let reference = FloatOracle(FloatLayer(shape: shape, weights: [1], bias: [0]), input: input)
        let parameters = QuantizationParameters(covering: -1, 1, type: .s8)
        let output = input.map { Int8(parameters.quantized($0)) }
        let error = Self.error(of: output, parameters, reference)
        let step = Double(parameters.scale)
        #expect(abs(error.sqnr - 48.13) < 0.2, "\(error)")
        #expect(error.largest > 0.49 * step && error.largest < 0.501 * step, "\(error)")
        var wrong = output
        wrong[7] &+= 10
        let worse = Self.error(of: wrong, parameters, reference)
        #expect(worse.largest > 9 * step && worse.sqnr < error.sqnr)
    }

    private static func error(
        of output: UnsafeRawPointer, _ parameters: QuantizationParameters, _ reference: FloatOracle
    ) -> OutputError {
        var error = OutputError()
        error.add(reference.expected) { parameters.real($0, of: output) }
        return error
    }

    @Test(
        arguments: [
            LayerShape.gemm(GEMMShape(m: 40, n: 24, k: 64)),
            .convolution(LayerShapeTests.same(16, 16, 8, to: 16, kernel: (3, 3), stride: 1)),
            .depthwise(LayerShapeTests.same(12, 12, 20, to: 20, kernel: (3, 3), stride: 2)),
            .averagePool(
                ConvolutionShape(
                    inputHeight: 8, inputWidth: 8, inputChannels: 20, outputChannels: 20, kernelHeight: 2,
                    kernelWidth: 2, strideHeight: 2, strideWidth: 2, padding: .valid)),
        ], IntegerLayer.ActivationType.allCases)
    func quantizedLayersStayClose(_ shape: LayerShape, _ type: IntegerLayer.ActivationType) throws {
        var generator = SeededGenerator(seed: 9)
        for clamp in [-Float.infinity ... .infinity, 0...6] {
            let layer = FloatLayer.random(shape, clamp: clamp, using: &generator)
            let input = FloatLayer.randomInput(shape, using: &generator)
            let reference = FloatOracle(layer, input: input)
            let quantized = QuantizedLayer(
                layer, input: input, reference: reference, activations: type, weightLimit: 127)
            let output = try ExtremesTests.run(
                ScalarBackend(precision: .int8), quantized.layer, quantized.input)
            let error = Self.error(of: output, quantized.outputParameters, reference)
            // Input, weights and output each add about half a step of noise.
            #expect(error.sqnr > 30 && error.sqnr < 50, "\(error)")
            #expect(error.largest < 6 * Double(quantized.outputParameters.scale), "\(error)")
            #expect(
                quantized.layer.clamp.lowerBound
                    == (clamp.lowerBound == 0 ? quantized.outputParameters.zeroPoint : type.range.lowerBound))
        }
    }
}

/// Conversions of all INT8 backends against their definition in FP64.
@Suite struct ConversionTests {
    @Test(arguments: IntegerLayer.ActivationType.allCases)
    func conversionsFollowTheirDefinition(_ type: IntegerLayer.ActivationType) throws {
        var generator = SeededGenerator(seed: 11)
        for count in [1, 2, 7, 8, 15, 16, 17, 31, 63, 64, 65, 100, 255, 1000] {
            let parameters = QuantizationParameters(
                scale: 0.125, zeroPoint: .random(in: type.range, using: &generator), type: type)
            // Multiples of a quarter of a step, so that every fourth is a tie; some beyond the range.
            let values = (0..<count).map { _ in
                Float(Int.random(in: -2000...2000, using: &generator)) * 0.03125
            }
            let input = try GuardedBuffer(values)
            let output = try GuardedBuffer(count: count)
            let back = try GuardedBuffer(count: 4 * count)
            let expected = values.map { x -> Int32 in
                let q = (Double(x) / 0.125).rounded(.toNearestOrEven) + Double(parameters.zeroPoint)
                return Int32(min(max(q, Double(type.range.lowerBound)), Double(type.range.upperBound)))
            }
            for backend in Subjects.fast(.int8) {
                guard let conversion = backend.conversion else { continue }
                conversion.quantize(
                    input.start.assumingMemoryBound(to: Float.self), output.start, count, parameters)
                let stored = UnsafeRawBufferPointer(start: output.start, count: count).map { $0 }
                #expect(stored == expected.map { UInt8(truncatingIfNeeded: $0) }, "\(backend.name), \(count)")
                conversion.dequantize(
                    output.start, back.start.assumingMemoryBound(to: Float.self), count, parameters)
                let real = UnsafeBufferPointer(
                    start: back.start.assumingMemoryBound(to: Float.self), count: count)
                #expect(
                    Array(real) == expected.map { Float($0 - parameters.zeroPoint) * 0.125 },
                    "\(backend.name), \(count)")
            }
        }
    }
}
