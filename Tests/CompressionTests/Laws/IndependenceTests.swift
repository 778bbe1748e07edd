import Foundation
import Statistics
import TestSupport
import Testing

/// Elements of one message are drawn for themselves, however far apart they are: tiles, buckets and stretches of a
/// payload do not share their lots.
@Suite struct IndependenceTests {
    private static let count = 40_000

    /// One large element, which is the norm, and all others equal.
    private static let gradient: [Float] = [1] + [Float](repeating: 0.3, count: count - 1)

    /// The distance at which what draws are away from 0.3 belongs together; nil where there is none.
    ///
    /// Each product of two has the mean 0, whatever those before it are, and a magnitude of b² at most: n of them are
    /// within b²·√(2n·L) but for a share of 2·e^−L (Hoeffding's inequality for martingales, as K. Azuma gave it), here
    /// 10⁻⁶ of all distances together.
    private func dependence(_ decoded: [Float], count: Int = count) -> Int? {
        let away = decoded.dropFirst().map { Double($0) - Double(Float(0.3)) }
        let most = away.map(abs).max() ?? 0
        let distances = [1, 2, 3, 5, 8, 16, 64, 100, 500, 1000, 1024, 2048, 4096, 8000, 8192, 16_384, 24_000]
        return distances.first { distance in
            var sum = 0.0
            for i in 0..<away.count - distance { sum += away[i] * away[i + distance] }
            let logarithm = log(2 * Double(distances.count) / 1e-6)
            return abs(sum) > most * most * (2 * Double(away.count - distance) * logarithm).squareRoot()
        }
    }

    @Test(arguments: [
        "qsgd/1/max", "qsgd/4/max", "qsgd/4/max/elias", "qsgd/2/max/feedback", "terngrad", "natural",
    ])
    func elementsAreDrawnForThemselves(_ codec: String) throws {
        var generator = SeededGenerator(for: "independence of \(codec)")
        for _ in 0..<10 {
            let transfer = try Sender(codec, count: Self.count, seed: generator.next()).send(Self.gradient)
            #expect(Set(transfer.decoded.dropFirst()).count == 2, "the level above and that below")
            #expect(dependence(transfer.decoded) == nil)
        }
    }

    /// As many of each as a coin gives, in each bucket.
    @Test func bucketsDoNotShareTheirLots() throws {
        var generator = SeededGenerator(for: "independence of buckets")
        let gradient = (0..<Self.count).map { Float($0 % 100 == 0 ? 1 : 0.3) }
        for _ in 0..<10 {
            let sender = try Sender("qsgd/1/max/bucket-100", count: Self.count, seed: generator.next())
            let decoded = try sender.send(gradient).decoded
            // The large elements are sent as they are: they count as what the others are on average.
            #expect(dependence(decoded.enumerated().map { $0 % 100 == 0 ? 0.3 : $1 }) == nil)
        }
    }

    @Test func lotsThatComeAgainAreReported() {
        var generator = SeededGenerator(seed: 14)
        let once = (0..<Self.count).map { _ in Float(generator.uniform() < 0.3 ? 1 : 0) }
        #expect(dependence(once) == nil)
        for period in [1, 64, 4096, 8000] {
            #expect(dependence((0..<Self.count).map { once[$0 % period] }) != nil, "\(period)")
        }
    }
}
