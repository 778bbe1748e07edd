import Testing

@testable import Kernels

/// The corners of INT8 arithmetic, with results known in closed form.
@Suite struct ExtremesTests {
    /// A layer of equal weights whose output is its accumulator divided by `scale`, without zero points.
    static func constant(
        _ shape: LayerShape, _ precision: Precision = .int8, weight: Int8,
        activations: IntegerLayer.ActivationType, scale: Float
    ) -> IntegerLayer {
        IntegerLayer(
            shape: shape, precision: precision, weights: [Int8](repeating: weight, count: shape.weightCount),
            bias: [Int32](repeating: 0, count: shape.biasCount), activations: activations, inputZeroPoint: 0,
            multipliers: [Float](repeating: 1 / scale, count: shape.biasCount), outputZeroPoint: 0,
            clamp: activations.range)
    }

    static func run(_ backend: any Backend, _ layer: IntegerLayer, _ input: [UInt8]) throws -> [UInt8] {
        let kernel = try backend.prepare(.integer(layer))
        let packed = try GuardedBuffer(count: (kernel.packedByteCount + 63) / 64 * 64)
        kernel.pack(into: packed.start)
        let input = try GuardedBuffer(input + [UInt8](repeating: 0, count: backend.inputSlack))
        let output = try GuardedBuffer(count: layer.shape.outputCount)
        kernel.run(packed: packed.start, input: input.start, output: output.start)
        return Array(UnsafeRawBufferPointer(start: output.start, count: output.count))
    }

    static let shapes: [LayerShape] = [
        .gemm(GEMMShape(m: 7, n: 19, k: 2)), .gemm(GEMMShape(m: 1, n: 40, k: 64)),
        .convolution(
            ConvolutionShape(
                inputHeight: 5, inputWidth: 6, inputChannels: 2, outputChannels: 33, kernelHeight: 3,
                kernelWidth: 2, padding: .valid)),
        .depthwise(
            ConvolutionShape(
                inputHeight: 6, inputWidth: 7, inputChannels: 37, outputChannels: 37, kernelHeight: 2,
                kernelWidth: 5, padding: .valid)),
    ]

    /// {255, 255}·{127, 127} is 64,770; VPMADDUBSW would make it 32,767.
    @Test(arguments: shapes)
    func pairsDoNotSaturate(_ shape: LayerShape) throws {
        let k = shape.gemm.k
        let input = [UInt8](repeating: 255, count: shape.inputCount)
        for (weight, expected) in [(Int8(127), UInt8(127)), (-127, 0)] {
            let layer = Self.constant(shape, weight: weight, activations: .u8, scale: 255 * Float(k))
            for backend in Subjects.all(.int8) {
                let output = try Self.run(backend, layer, input)
                #expect(output.allSatisfy { $0 == expected }, "\(backend.name), weight \(weight): \(output)")
            }
        }
    }

    @Test(arguments: shapes)
    func smallestTimesSmallest(_ shape: LayerShape) throws {
        let k = shape.gemm.k
        let input = [UInt8](repeating: 0x80, count: shape.inputCount)
        let layer = Self.constant(shape, weight: -127, activations: .s8, scale: 254 * Float(k))
        for backend in Subjects.all(.int8) {
            let output = try Self.run(backend, layer, input)
            #expect(output.allSatisfy { $0 == 64 }, "\(backend.name): \(output)")
        }
    }

    /// The deepest product: the sum is 131,071·128·127.
    @Test func deepestSumIsExact() throws {
        let shape = LayerShape.gemm(GEMMShape(m: 2, n: 9, k: 131_071))
        let layer = Self.constant(shape, weight: -127, activations: .s8, scale: 127 * 0x1p18)
        let input = [UInt8](repeating: 0x80, count: shape.inputCount)
        for backend in Subjects.all(.int8) {
            #expect(try Self.run(backend, layer, input).allSatisfy { $0 == 64 }, "\(backend.name)")
        }
    }

    /// Halves go to the even neighbour: 0.5 → 0, 1.5 → 2, 2.5 → 2, −0.5 → 0, −1.5 → −2.
    @Test func tiesGoToEven() throws {
        let shape = LayerShape.gemm(GEMMShape(m: 1, n: 41, k: 1))
        var layer = Self.constant(shape, weight: 0, activations: .s8, scale: 2)
        layer.bias = (-20...20).map { $0 }
        let expected = (-20...20).map { sum -> Int8 in
            guard sum % 2 != 0 else { return Int8(sum / 2) }
            let below = (sum - 1) / 2
            return Int8(below % 2 == 0 ? below : below + 1)
        }
        for backend in Subjects.all(.int8) {
            let output = try Self.run(backend, layer, [77]).map { Int8(bitPattern: $0) }
            #expect(output == expected, "\(backend.name)")
        }
    }

    @Test(arguments: IntegerLayer.ActivationType.allCases)
    func resultsBeyondTheRangeSaturate(_ type: IntegerLayer.ActivationType) throws {
        let shape = LayerShape.gemm(GEMMShape(m: 3, n: 34, k: 3))
        let input = [UInt8](repeating: 100, count: shape.inputCount)
        for (weight, bound) in [(Int8(127), type.range.upperBound), (-127, type.range.lowerBound)] {
            var layer = Self.constant(shape, weight: weight, activations: type, scale: 1e-30)
            layer.outputZeroPoint = 3
            for backend in Subjects.all(.int8) {
                let output = try Self.run(backend, layer, input)
                #expect(
                    output.allSatisfy { $0 == UInt8(truncatingIfNeeded: bound) },
                    "\(backend.name), weight \(weight): \(output)")
            }
        }
    }
}
