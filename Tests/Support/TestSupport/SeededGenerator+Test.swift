import Foundation
import Statistics

extension SeededGenerator {
    /// A generator for a test over random inputs. It takes `BENCH_TEST_SEED` where that is set, which repeats a run, and
    /// prints the seed.
    package init(for test: String) {
        let given = ProcessInfo.processInfo.environment["BENCH_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? .random(in: 0 ... .max)
        print("\(test): BENCH_TEST_SEED=\(seed)")
        self.init(seed: seed, stream: test)
    }
}
