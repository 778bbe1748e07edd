import MicroUpdate
import Statistics
import TestSupport
import Testing

// Intel Macs have no Float16 to compare with.
#if !(os(macOS) && arch(x86_64))
    /// Conversions against Float16.
    @Suite struct HalfTests {
        @Test func everyHalfIsWidened() {
            for bits in UInt16.min ... .max {
                let (ours, wanted) = (Half.widened(bits), Float(Float16(bitPattern: bits)))
                // Whether a signalling NaN becomes quiet differs from machine to machine.
                let quiet: UInt32 = wanted.isNaN ? 0x40_0000 : 0
                #expect(ours.bitPattern | quiet == wanted.bitPattern | quiet, "\(bits)")
                #expect(Half.narrowed(ours) == bits | (wanted.isNaN ? 0x200 : 0))
            }
        }

        /// Bits of a float for which a conversion is not Float16's; nil where there are none among ten million.
        private func fault(_ test: String, _ convert: (Float) -> UInt16) -> UInt32? {
            var generator = SeededGenerator(for: test)
            func isWrong(_ bits: UInt32) -> Bool {
                let value = Float(bitPattern: bits)
                let wanted = Float16(value)
                return wanted.isNaN
                    ? !Half.widened(convert(value)).isNaN || convert(value) & 0x8000 != wanted.bitPattern & 0x8000
                    : convert(value) != wanted.bitPattern
            }
            for _ in 0..<2_500_000 {
                let word = generator.next()
                // Any float; one whose exponent is a half's or near it; one that is a tie of normal halves or beside
                // it.
                let any = UInt32(truncatingIfNeeded: word)
                let near = any & 0x807F_FFFF | UInt32(98 + (word >> 32) % 50) << 23
                let tie = near & 0xFFFF_F000 &+ UInt32((word >> 40) % 3) &- 1
                for bits in [any, near, tie, near & 0xFFFF_E000] where isWrong(bits) { return bits }
            }
            return nil
        }

        @Test func tenMillionFloatsAreNarrowed() {
            #expect(fault(#function) { Half.narrowed($0) } == nil)
        }

        @Test func aRoundingOfChoiceToEvenIsTheSame() {
            var rounding = NearestEven()
            #expect(fault(#function) { Half.narrowed($0, rounding: &rounding) } == nil)
        }

        @Test func seededBugsAreCaught() {
            #expect(fault(#function) { Half.narrowed(Float(bitPattern: $0.bitPattern & 0xFFFF_E000)) } != nil, "cut")
            var up = NearestUp()
            #expect(fault(#function) { Half.narrowed($0, rounding: &up) } != nil, "ties away from zero")
            #expect(fault(#function) { abs($0) < 0x1p-14 ? 0 : Half.narrowed($0) } != nil, "no subnormal numbers")
            #expect(fault(#function) { min(Half.narrowed($0), 0xFBFF) } != nil, "no −∞")
        }
    }
#endif

/// Stochastic rounding of halves.
@Suite struct HalfRoundingTests {
    /// The mean of many roundings, in units of the gap between the halves on either side, less the value itself.
    private func bias(_ value: Float, _ rounding: inout some UpdateRounding) -> Double {
        let draws = 200_000
        var sum = 0.0
        for _ in 0..<draws { sum += Double(Half.widened(Half.narrowed(value, rounding: &rounding))) - Double(value) }
        let gap = abs(value) < 0x1p-14 ? 0x1p-24 : Double(value.binade.magnitude) * 0x1p-10
        return sum / Double(draws) / gap
    }

    @Test func itsMeanIsTheValue() {
        var seeds = SeededGenerator(for: #function)
        var random = XorShift(seed: seeds.next())
        for _ in 0..<20 {
            let exponent = seeds.integer(below: 40) - 25
            let size = Float(sign: .plus, exponent: exponent, significand: Float(seeds.uniform() + 1))
            let value = seeds.integer(below: 2) == 0 ? size : -size
            // Five standard errors of a mean of 200,000 draws of a deviation up to a half.
            let limit = 5 * 0.5 / 447
            #expect(abs(bias(value, &random)) < limit, "\(value)")
        }
    }

    @Test func valuesThatFitStay() {
        var random = XorShift(seed: 3)
        for bits in UInt16.min ... .max where !Half.widened(bits).isNaN {
            #expect(Half.narrowed(Half.widened(bits), rounding: &random) == bits)
        }
    }

    @Test func seededBugsAreCaught() {
        var nearest = NearestEven()
        #expect(abs(bias(1.000_2, &nearest)) > 0.01, "the nearest is not right on average")
        struct TooNarrow: UpdateRounding {
            var random = XorShift(seed: 5)
            mutating func offset(bits: Int, lowest: Int64) -> Int64 { random.offset(bits: bits - 1, lowest: lowest) }
        }
        var half = TooNarrow()
        #expect(abs(bias(1.000_7, &half)) > 0.01, "a bit of randomness too few")
    }
}
