import Statistics

/// Random numbers in 0 ..< 1 in steps of 2⁻²³, sixteen at a time, so that they cost little beside the update that they round.
///
/// Sixteen generators side by side, each xorshift32 (G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003)
/// with a state of its own.
struct RoundingNoise {
    private static let width = 16
    private var state: SIMD16<UInt32>

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed, stream: "rounding of weights")
        state = .zero
        for lane in 0..<Self.width {
            // The only state that never changes is 0.
            state[lane] = UInt32(truncatingIfNeeded: generator.next() >> 32) | 1
        }
    }

    /// Adds a random number to each.
    mutating func add(to x: UnsafeMutablePointer<Float>, count: Int) {
        let whole = count / Self.width * Self.width
        for first in stride(from: 0, to: whole, by: Self.width) {
            let sum = UnsafeRawPointer(x + first).loadUnaligned(as: SIMD16<Float>.self) + next()
            UnsafeMutableRawPointer(x + first).storeBytes(of: sum, as: SIMD16<Float>.self)
        }
        guard whole < count else { return }
        let last = next()
        for i in whole..<count { x[i] += last[i - whole] }
    }

    private mutating func next() -> SIMD16<Float> {
        state ^= state &<< 13
        state ^= state &>> 17
        state ^= state &<< 5
        // In 1 ..< 2: the exponent of 1, and random digits behind it.
        return unsafeBitCast(state &>> 9 | 0x3F80_0000, to: SIMD16<Float>.self) - 1
    }
}
