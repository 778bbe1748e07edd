import Foundation
import Testing

@testable import Statistics

/// Writes the synthetic histories and the changes found in them for `Fixtures/compare_change_points.py`.
@Suite struct HistoriesTests {
    private struct Histories: Encodable {
        struct Series: Encodable {
            var values: [Double]
            var steps, found: [Int]
            var features: [SyntheticHistory.Feature]
        }

        var noise: String
        var series: [Series]

        init(_ noise: String, rho: Double) throws {
            self.noise = noise
            series = try SyntheticHistory.many(1000, rho: rho, seed: 1).map { history in
                Series(
                    values: history.values, steps: history.steps,
                    found: try Trend.find(in: history.values).changes.map(\.index), features: history.features)
            }
        }
    }

    private static let path = ProcessInfo.processInfo.environment["BENCH_HISTORIES"]

    @Test(.enabled(if: path != nil, "BENCH_HISTORIES names no file to write"))
    func historiesAreWritten() throws {
        let sets = [
            try Histories("Independent noise", rho: 0), try Histories("Noise with a correlation of 0.5", rho: 0.5),
        ]
        try JSONEncoder().encode(sets).write(to: URL(fileURLWithPath: try #require(Self.path)))
    }
}
