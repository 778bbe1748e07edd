import Foundation

/// Random numbers that a printed seed brings back (SplitMix64, Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Takes `BENCH_TEST_SEED` where it is set, and prints the seed.
    init(for test: String) {
        let given = ProcessInfo.processInfo.environment["BENCH_TEST_SEED"].flatMap { UInt64($0) }
        state = given ?? .random(in: 0 ... .max)
        print("\(test): BENCH_TEST_SEED=\(state)")
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
