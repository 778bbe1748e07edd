import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Conversions of all backends between FP32 and the narrow formats, against ``FloatFormat``, element by element.
@Suite struct HalfConversionTests {
    static let formats = [FloatFormat.bf16, .fp16]

    /// Backends that round or widen in a way of their own.
    private static func conversions(_ format: FloatFormat) throws -> [(name: String, conversion: Conversion)] {
        let subjects = Subjects.all(format.precision).compactMap { backend in
            backend.conversion.map { (name: backend.name, conversion: $0) }
        }
        #expect(!subjects.isEmpty)
        return subjects
    }

    /// Zeros, ties, the edges of each range, what is below the smallest normal number, infinities and NaN.
    private static let sizes: [Float] = [
        0, 1, 0x1.01p0, 0x1.03p0, 0x1.002p0, 0x1.006p0, 255, 257, 259, 2049, 2051, 65_504, 65_519,
        65_520, 65_536, 3.3895314e38, .greatestFiniteMagnitude, .infinity, .nan, Float(bitPattern: 0x7F80_0001),
        Float(bitPattern: 0x7FFF_FFFF), 0x1p-14, 0x1.ffcp-15, 0x1.ffep-15, 0x1p-24, 0x1p-25, 0x1.8p-25, 0x1.8p-24,
        0x1p-26, .leastNormalMagnitude, .leastNonzeroMagnitude, Float(bitPattern: 0x0000_8000),
        Float(bitPattern: 0x0001_8000), Float(bitPattern: 0x007F_FFFF),
    ]
    private static let special = sizes.flatMap { [$0, -$0] }

    @Test(arguments: formats)
    func narrowingIsToTheNearest(_ format: FloatFormat) throws {
        var generator = SeededGenerator(for: "narrowing to \(format)")
        for count in [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 100, 4000] {
            let values = (0..<count).map { index -> Float in
                switch index % 3 {
                case 0: Self.special[Int(generator.next() % UInt64(Self.special.count))]
                case 1: Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
                default: Float(2 * generator.uniform() - 1) * 0x1p-13
                }
            }
            let input = try GuardedBuffer(values)
            for (name, conversion) in try Self.conversions(format) {
                let output = try GuardedBuffer(count: 2 * count)
                conversion.quantize(input.start.assumingMemoryBound(to: Float.self), output.start, count, .identity)
                for (index, value) in values.enumerated() {
                    let bits = UInt32(output.start.load(fromByteOffset: 2 * index, as: UInt16.self))
                    let isRight = value.isNaN ? format.decode(bits).isNaN : bits == format.encode(value)
                    #expect(isRight, "\(name), \(count): \(value) became \(bits)")
                }
            }
        }
    }

    @Test(arguments: formats)
    func allNumbersAreWidenedExactly(_ format: FloatFormat) throws {
        let patterns = (0...UInt16.max).map { $0 }
        for (name, conversion) in try Self.conversions(format) {
            for values in [patterns, Array(patterns.suffix(3)), Array(patterns[1020..<1037])] {
                let input = try GuardedBuffer(values)
                let output = try GuardedBuffer(count: 4 * values.count)
                conversion.dequantize(
                    input.start, output.start.assumingMemoryBound(to: Float.self), values.count, .identity)
                for (index, bits) in values.enumerated() {
                    let widened = output.start.load(fromByteOffset: 4 * index, as: Float.self)
                    let expected = format.decode(UInt32(bits))
                    let isRight = expected.isNaN ? widened.isNaN : widened.bitPattern == expected.bitPattern
                    #expect(isRight, "\(name): \(bits) became \(widened)")
                }
            }
        }
    }
}
