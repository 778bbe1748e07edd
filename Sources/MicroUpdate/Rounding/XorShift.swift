/// A small random number generator of one word, for stochastic rounding: up with the probability of what would be cut
/// off, so that the mean over many roundings is the value itself.
///
/// Source: S. Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", ACM Transactions on
/// Mathematical Software 42(4), 2016 (xorshift64*). Stochastic rounding: S. Gupta et al., "Deep learning with limited
/// numerical precision", ICML 2015.
public struct XorShift: UpdateRounding, Equatable, Sendable {
    /// Never 0.
    @usableFromInline var state: UInt64

    /// The generator of a seed; every seed is a good one.
    @inlinable public init(seed: UInt64) {
        state = seed == 0 ? 0x9E37_79B9_7F4A_7C15 : seed
    }

    /// The next 64 random bits.
    @inlinable public mutating func next() -> UInt64 {
        state ^= state &>> 12
        state ^= state &<< 25
        state ^= state &>> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    /// So many random bits.
    @inlinable public mutating func offset(bits: Int, lowest: Int64) -> Int64 {
        Int64(bitPattern: (next() &>> 1) &>> UInt64(63 &- bits))
    }
}
