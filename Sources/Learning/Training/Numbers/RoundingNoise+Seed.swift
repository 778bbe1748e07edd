import Kernels
import Statistics

extension RoundingNoise {
    /// That of a seed.
    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed, stream: "rounding of weights")
        var words = SIMD16<UInt32>.zero
        for lane in words.indices { words[lane] = UInt32(truncatingIfNeeded: generator.next() >> 32) }
        self.init(words)
    }
}
