import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Rounding to the narrow formats, against their definition and against the compiler's own half precision.
@Suite struct FloatFormatTests {
    @Test func knownBits() {
        for (value, bits) in [
            (1, 0x3F80), (-2, 0xC000), (3.140625, 0x4049), (0, 0), (.infinity, 0x7F80),
            // Halfway between 1 and the next number goes to the even one, below that to the odd one's neighbour.
            (1 + 0x1p-8, 0x3F80), (1 + 3 * 0x1p-8, 0x3F82), (.greatestFiniteMagnitude, 0x7F80),
        ] as [(Float, UInt32)] {
            #expect(FloatFormat.bf16.encode(value) == bits, "\(value)")
        }
        // IEEE 754: largest, smallest normal, smallest subnormal, ties.
        for (value, bits) in [
            (1, 0x3C00), (-2, 0xC000), (65_504, 0x7BFF), (65_519, 0x7BFF), (65_520, 0x7C00), (0x1p-14, 0x0400),
            (0x1p-24, 0x0001), (0x1p-25, 0x0000), (0x1.8p-24, 0x0002), (-0.0, 0x8000), (1 + 0x1p-11, 0x3C00),
        ] as [(Float, UInt32)] {
            #expect(FloatFormat.fp16.encode(value) == bits, "\(value)")
        }
        for format in FloatFormat.allCases {
            #expect(format.rounded(.nan).isNaN)
            #expect(format.rounded(-.infinity) == -.infinity)
        }
    }

    #if !(os(macOS) && arch(x86_64))
        @Test func halvesEqualTheCompilers() {
            var generator = SeededGenerator(for: "halves")
            for bits in 0..<UInt32(1 << 16) {
                let half = Float(Float16(bitPattern: UInt16(bits)))
                let decoded = FloatFormat.fp16.decode(bits)
                #expect(decoded == half || (decoded.isNaN && half.isNaN), "\(bits)")
            }
            for _ in 0..<20_000 {
                let value = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
                guard !value.isNaN else { continue }
                #expect(FloatFormat.fp16.encode(value) == UInt32(Float16(value).bitPattern), "\(value)")
                // Most random bit patterns lie outside the range of half precision.
                let inside = Float(2 * generator.uniform() - 1) * 0x1p-12
                #expect(FloatFormat.fp16.encode(inside) == UInt32(Float16(inside).bitPattern), "\(inside)")
            }
        }
    #endif

    /// No number of the format lies closer.
    @Test(arguments: [FloatFormat.bf16, .fp16])
    func roundingIsToTheNearest(_ format: FloatFormat) {
        var generator = SeededGenerator(for: "nearest in \(format)")
        for _ in 0..<10_000 {
            let value = Float(2 * generator.uniform() - 1)
            let bits = format.encode(value)
            let error = (Double(format.decode(bits)) - Double(value)).magnitude
            #expect(error <= Double(value.magnitude) * format.unitRoundoff + format.leastNormal * 0x1p-10)
            for neighbour in [bits &- 1, bits + 1] where neighbour & 0x7FFF != 0x7FFF {
                #expect((Double(format.decode(neighbour)) - Double(value)).magnitude >= error, "\(value)")
            }
        }
    }
}
