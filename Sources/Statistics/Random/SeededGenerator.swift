/// A random number generator whose outputs depend on its seed alone, on every platform and in every
/// later version, so that the seed in a report brings back its inputs and its order of rounds.
///
/// xoshiro256**, seeded through SplitMix64 as its authors advise. Not for cryptography.
///
/// Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators",
/// ACM Transactions on Mathematical Software 47(4), 2021.
public struct SeededGenerator: RandomNumberGenerator, Equatable, Sendable {
    private var s0, s1, s2, s3: UInt64

    /// The generator of a seed; every seed is a good one.
    public init(seed: UInt64) {
        var mixer = SplitMix64(state: seed)
        self.init(state: (mixer.next(), mixer.next(), mixer.next(), mixer.next()))
    }

    /// One of the independent generators of a seed, told apart by a label: what one of them is used for,
    /// and how often, changes no value of another.
    ///
    /// The seed and the label's UTF-8 bytes (FNV-1a, 64 bits) are mixed into a seed of its own.
    public init(seed: UInt64, stream label: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in label.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        var mixer = SplitMix64(state: seed)
        self.init(seed: mixer.next() ^ hash)
    }

    /// The generator in a given state, which must not be all zeros.
    init(state: (UInt64, UInt64, UInt64, UInt64)) {
        (s0, s1, s2, s3) = state
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        let result = Self.rotate(s1 &* 5, by: 7) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = Self.rotate(s3, by: 45)
        return result
    }

    private static func rotate(_ word: UInt64, by count: UInt64) -> UInt64 {
        (word << count) | (word >> (64 - count))
    }
}
