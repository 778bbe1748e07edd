import MicroUpdate
import Statistics
import TestSupport
import Testing

/// Scales, and rounding to them.
@Suite struct QuantisationTests {
    @Test func theFinestScaleThatFitsIsPicked() throws {
        let unit = try #require(Quantisation(gates: 1, coefficients: 1, biases: 1, features: 1))
        #expect(unit == Quantisation(gateBits: 6, coefficientBits: 6, biasBits: 6, featureBits: 6, gatedBits: 6))
        let mixed = try #require(Quantisation(gates: 1.984_375, coefficients: 3.9, biases: 127, features: 0.1))
        #expect([mixed.gateBits, mixed.coefficientBits, mixed.biasBits, mixed.featureBits] == [6, 5, 0, 10])
        #expect(mixed.gatedBits == 9)
        #expect(try #require(Quantisation(gates: 1.99, coefficients: 1, biases: 1, features: 1)).gateBits == 5)
    }

    @Test func whatCannotBeShiftedIsRefused() throws {
        for bad in [Float.nan, .infinity, -1, 1e6] {
            #expect(Quantisation(gates: bad, coefficients: 1, biases: 1, features: 1) == nil)
            #expect(Quantisation(gates: 1, coefficients: bad, biases: 1, features: 1) == nil)
            #expect(Quantisation(gates: 1, coefficients: 1, biases: bad, features: 1) == nil)
            #expect(Quantisation(gates: 1, coefficients: 1, biases: 1, features: bad) == nil)
        }
        #expect(Quantisation(gateBits: 6, coefficientBits: 6, biasBits: 13, featureBits: 6, gatedBits: 6) == nil)
        #expect(Quantisation(gateBits: 2, coefficientBits: 6, biasBits: 6, featureBits: 2, gatedBits: 5) == nil)
        #expect(Quantisation(gateBits: 6, coefficientBits: 0, biasBits: 0, featureBits: 6, gatedBits: 3) == nil)
        #expect(Quantisation(gateBits: 15, coefficientBits: 6, biasBits: 6, featureBits: 6, gatedBits: 6) == nil)
    }

    /// Whatever ranges are given, what they hold fits, and shifts are possible.
    @Test func rangesFit() {
        var generator = SeededGenerator(for: #function)
        for _ in 0..<20_000 {
            func range() -> Float {
                let exponent = generator.integer(below: 20) - 14
                return Float(sign: .plus, exponent: exponent, significand: Float(1 + generator.uniform()))
            }
            let (w, v, t, f) = (range(), range(), range(), range())
            guard let scales = Quantisation(gates: w, coefficients: v, biases: t, features: f) else { continue }
            func fits(_ value: Float, _ bits: Int) -> Bool {
                abs(FakeQuantisation.value(value, bits: bits) - value) <= FakeQuantisation.power(-bits - 1)
            }
            #expect(fits(w, scales.gateBits) && fits(v, scales.coefficientBits) && fits(t, scales.biasBits))
            #expect(fits(f, scales.featureBits) && fits(w * f, scales.gatedBits))
            #expect((0...15).contains(scales.biasShift) && (0...22).contains(scales.logitShift))
            #expect(scales.gatedShift >= 0)
        }
    }

    @Test func roundingIsToTheNearestTiesUp() {
        var generator = SeededGenerator(for: #function)
        let edges: [Float] = [
            0.5, -0.5, 1.5, -1.5, 126.5, 127.5, -127.5, -128.5, 0.499_999_97, -0.500_000_06, 0, -0.0, 1e30, -1e30,
            .infinity, -.infinity, 0x1p22, -0x1p22,
        ]
        let values = edges + (0..<100_000).map { _ in Float(generator.number(within: 200)) }
        for value in values {
            let wanted = min(127, max(-128, (Double(value) + 0.5).rounded(.down)))
            #expect(FakeQuantisation.integer(value, bits: 0) == Int8(wanted), "\(value)")
            #expect(FakeQuantisation.value(value, bits: 0) == Float(wanted))
        }
        #expect(FakeQuantisation.value(.nan, bits: 3).isNaN)
    }
}
