import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Integers so small that sums of their products are exact: an output is the exact sum, rounded once. The
/// oracle's bound would forgive a wrong rounding; here every bit counts.
@Suite struct ExactFloatTests {
    static let shapes: [LayerShape] = [
        .gemm(GEMMShape(m: 13, n: 21, k: 35)), .gemm(GEMMShape(m: 1, n: 50, k: 7)),
        .gemm(GEMMShape(m: 40, n: 64, k: 64)),
        .convolution(LayerShapeTests.same(9, 7, 5, to: 19, kernel: (3, 3), stride: 2)),
        .depthwise(LayerShapeTests.same(9, 7, 21, to: 21, kernel: (3, 3), stride: 1)),
        .depthwise(LayerShapeTests.same(8, 8, 3, to: 3, kernel: (3, 3), stride: 1)),
    ]
    static let formats = FloatFormat.allCases

    /// Weights 1 ... 31 and inputs −31 ... 31, which all formats hold, and biases beyond their precision. In FP16 up
    /// to 7: sums of 32 products stay below 2^11, so that chains in FP16 are exact, too.
    private static func layer(
        _ shape: LayerShape, _ format: FloatFormat, _ generator: inout SeededGenerator
    ) -> (layer: FloatLayer, input: [Float]) {
        func integers(_ range: ClosedRange<Int>, _ count: Int) -> [Float] {
            (0..<count).map { _ in Float(Int.random(in: range, using: &generator)) }
        }
        let largest = format == .fp16 ? 7 : 31
        let layer = FloatLayer(
            shape: shape, format: format, weights: integers(1...largest, shape.weightCount),
            bias: integers(-5000...5000, shape.biasCount))
        return (layer, integers(-largest...largest, shape.inputCount))
    }

    private static func output(_ kernel: any PreparedKernel, _ layer: FloatLayer, _ input: [Float]) throws -> [Float] {
        let packed = try GuardedBuffer(count: (kernel.packedByteCount + 63) / 64 * 64)
        kernel.pack(into: packed.start)
        let elements = try GuardedBuffer(layer.format.encode(input))
        let output = try GuardedBuffer(count: layer.shape.outputCount * layer.format.byteCount)
        kernel.run(packed: packed.start, input: elements.start, output: output.start)
        return (0..<layer.shape.outputCount).map { layer.format.element($0, of: output.start) }
    }

    private static func exact(_ layer: FloatLayer, _ input: [Float]) -> [Float] {
        FloatOracle(layer, input: input).expected.map { layer.format.rounded(Float($0)) }
    }

    @Test(arguments: shapes, formats)
    func sumsAreRoundedOnce(_ shape: LayerShape, _ format: FloatFormat) throws {
        var generator = SeededGenerator(for: "exact sums of \(shape) in \(format)")
        let (layer, input) = Self.layer(shape, format, &generator)
        let expected = Self.exact(layer, input)
        for backend in Subjects.all(format.precision) {
            let output = try Self.output(backend.prepare(.float(layer)), layer, input)
            #expect(output == expected, "\(backend.name), \(shape)")
        }
    }

    /// What does not depend on the infinite element must not become NaN: operands are not read beyond their end,
    /// where 0 times infinity would lie in wait.
    @Test(arguments: shapes, formats)
    func infinitiesStayWhereTheyBelong(_ shape: LayerShape, _ format: FloatFormat) throws {
        var generator = SeededGenerator(for: "infinities of \(shape) in \(format)")
        for _ in 0..<8 {
            var (layer, input) = Self.layer(shape, format, &generator)
            input[Int.random(in: input.indices, using: &generator)] = .infinity
            let expected = Self.exact(layer, input)
            for backend in Subjects.all(format.precision) {
                let output = try Self.output(backend.prepare(.float(layer)), layer, input)
                #expect(output == expected, "\(backend.name), \(shape)")
            }
            layer.clamp = 0...6
            for backend in Subjects.all(format.precision) {
                let output = try Self.output(backend.prepare(.float(layer)), layer, input)
                #expect(output == expected.map { min(max($0, 0), 6) }, "\(backend.name), \(shape)")
            }
        }
    }

    /// Kernels that cut off the bits that fall away, or send ties upwards, are caught.
    @Test(arguments: shapes, ["cut off", "ties upwards"])
    func otherRoundingsAreCaught(_ shape: LayerShape, _ bug: String) throws {
        var generator = SeededGenerator(for: "wrong rounding of \(shape)")
        let sound = try #require(Conversion.portable(.bf16))
        let added: UInt32 = bug == "cut off" ? 0 : 0x8000
        let wrong = Conversion(
            quantize: { input, output, count, _ in
                for i in 0..<count {
                    let bits = UInt16(truncatingIfNeeded: (input[i].bitPattern + added) >> 16)
                    output.storeBytes(of: bits, toByteOffset: 2 * i, as: UInt16.self)
                }
            }, dequantize: sound.dequantize)
        var caught = 0
        // One small layer alone may have no sum that lies halfway between two values.
        for _ in 0..<20 {
            let (layer, input) = Self.layer(shape, .bf16, &generator)
            let expected = Self.exact(layer, input)
            #expect(try Self.output(PortableHalfKernel(layer, sound), layer, input) == expected)
            caught += try Self.output(PortableHalfKernel(layer, wrong), layer, input) == expected ? 0 : 1
        }
        #expect(caught > 0)
    }
}
