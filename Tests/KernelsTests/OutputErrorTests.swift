import Foundation
import Statistics
import Testing

@testable import Kernels

@Suite struct OutputErrorTests {
    @Test func ratioIsOfAllOutputsTogether() {
        var error = OutputError()
        error.add([3, 4]) { [3, 5][$0] }
        error.add([0, 10]) { [3, 10][$0] }
        #expect(error.count == 2 && error.largest == 3)
        #expect(abs(error.sqnr - 10 * log10(125.0 / 10)) < 1e-12)
        #expect(error.sqnrInterval(confidence: 0.95) == nil, "two outputs tell nothing of others")
    }

    @Test func withoutErrorThereIsNoInterval() {
        var error = OutputError()
        for _ in 0..<30 { error.add([1]) { _ in 1 } }
        #expect(error.sqnr == .infinity && error.sqnrInterval(confidence: 0.95) == nil)
    }

    /// Noise of one size with signals of another: the true ratio is 20 dB. 95 % intervals of 200 draws miss it more than
    /// 24 times with a probability below 1 in 10,000 (binomial).
    @Test func intervalsHoldTheTrueRatio() throws {
        var generator = SeededGenerator(seed: 91)
        var missed = 0
        for trial in 0..<200 {
            var error = OutputError()
            for _ in 0..<100 {
                let y = (0..<4).map { _ in generator.gaussian() }
                let noise = y.map { _ in 0.1 * generator.gaussian() }
                error.add(y) { y[$0] + noise[$0] }
            }
            let interval = try #require(error.sqnrInterval(confidence: 0.95, seed: UInt64(trial)))
            #expect(interval.contains(error.sqnr))
            if !interval.contains(20) { missed += 1 }
        }
        #expect(missed <= 24, "\(missed) of 200")
    }
}
