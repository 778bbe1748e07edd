import Statistics
import Testing

@Suite("Laws of uncertain numbers")
struct LawTests {
    private static let laws: [Law] = [
        .constant(3), .uniform(low: 1, high: 4), .triangular(low: 1, mode: 2, high: 7),
        .triangular(low: 1, mode: 1, high: 2), .triangular(low: 1, mode: 2, high: 2),
        .logTriangular(low: 0.1, mode: 1, high: 30), .logTriangular(low: 1, mode: 1, high: 5),
        .logTriangular(low: 2, mode: 2, high: 2), .normal(mean: 5, deviation: 0.5),
    ]

    @Test("Mean and variance of draws are those of the closed forms, within three standard errors", arguments: laws)
    func moments(law: Law) {
        var generator = SeededGenerator(seed: 11, stream: "\(law)")
        let draws = (0..<200_000).map { _ in law.draw(using: &generator) }
        let count = Double(draws.count)
        let mean = draws.reduce(0, +) / count
        let deviations = draws.map { ($0 - mean) * ($0 - mean) }
        let variance = deviations.reduce(0, +) / count
        let fourth = deviations.reduce(0) { $0 + $1 * $1 } / count
        #expect(abs(mean - law.mean) <= 3 * (law.variance / count).squareRoot() + 1e-9 * abs(law.mean))
        #expect(abs(variance - law.variance) <= 3 * ((fourth - variance * variance) / count).squareRoot() + 1e-9)
    }

    @Test("Draws stay between the ends")
    func ends() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<10_000 {
            #expect((1.0...7).contains(Law.triangular(low: 1, mode: 2, high: 7).draw(using: &generator)))
            #expect((0.1...30.0001).contains(Law.logTriangular(low: 0.1, mode: 1, high: 30).draw(using: &generator)))
        }
    }
}
