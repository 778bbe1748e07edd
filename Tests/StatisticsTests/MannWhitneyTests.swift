import RealModule
import Testing

@testable import Statistics

@Suite struct MannWhitneyTests {
    private struct Case: Decodable {
        var first, second: [Double]
        var u, exact, asymptotic, automatic: Double
        var ties: Bool
    }

    @Test func testsAreThoseOfSciPy() throws {
        for expected in try fixture("mann-whitney", as: [Case].self) {
            let found = try MannWhitney.Method.allCases.map {
                try MannWhitney(expected.first, expected.second, method: $0)
            }
            #expect(found.allSatisfy { $0.u == expected.u }, "\(expected)")
            #expect(close(found[0].pValue, expected.exact, relative: 1e-9), "\(found[0]) for \(expected)")
            #expect(close(found[1].pValue, expected.asymptotic, relative: 1e-9), "\(found[1]) for \(expected)")
            let automatic = try MannWhitney(expected.first, expected.second)
            #expect(close(automatic.pValue, expected.automatic, relative: 1e-9), "\(automatic) for \(expected)")
            let small = min(expected.first.count, expected.second.count) <= 8
            #expect(automatic.method == (small && !expected.ties ? .exact : .asymptotic))
        }
    }

    /// How many of SciPy's asymptotic p-values a null distribution misses.
    private func missed(null: (_ m: Int, _ n: Int, _ tieTerm: Double) -> MannWhitneyNull) throws -> Int {
        try fixture("mann-whitney", as: [Case].self).count { expected in
            let (m, n) = (expected.first.count, expected.second.count)
            let tieTerm = try SortedSamples(expected.first + expected.second).tieTerm
            let opposing = min(expected.u, Double(m * n) - expected.u)
            return !close(null(m, n, tieTerm).pValue(opposing: opposing), expected.asymptotic, relative: 1e-9)
        }
    }

    /// Seeded bug: no correction for ties.
    @Test func leavingOutTiesIsCaught() throws {
        #expect(try missed { .init(first: $0, second: $1, tieTerm: $2, method: .asymptotic) } == 0)
        #expect(try missed { m, n, _ in .init(first: m, second: n, method: .asymptotic) } > 10)
    }

    /// The exact distribution against every order of the values, counted one by one.
    @Test func exactDistributionIsThatOfAllOrders() {
        for (m, n) in [(1, 1), (1, 6), (2, 3), (4, 4), (5, 3), (6, 5)] {
            var counts = [Int](repeating: 0, count: m * n + 1)
            for places in 0..<(1 << (m + n)) where places.nonzeroBitCount == m {
                var (u, seconds) = (0, 0)
                for place in 0..<(m + n) {
                    if places >> place & 1 == 1 { u += seconds } else { seconds += 1 }
                }
                counts[u] += 1
            }
            let all = Double(counts.reduce(0, +))
            let null = MannWhitneyNull(first: m, second: n, method: .exact)
            for u in counts.indices {
                let expected = min(1, 2 * Double(counts[...u].reduce(0, +)) / all)
                #expect(close(null.pValue(opposing: Double(u)), expected, relative: 1e-13), "\(m), \(n), \(u)")
            }
        }
    }

    @Test func swappingTheSamplesChangesNothing() throws {
        var generator = SeededGenerator(seed: 70)
        for trial in 0..<200 {
            let samples = [0.0, 0.5].map { shift in
                (0...generator.integer(below: 30)).map { _ in (shift + generator.gaussian()).rounded(.up) }
            }
            let there = try MannWhitney(samples[0], samples[1])
            let back = try MannWhitney(samples[1], samples[0])
            #expect(there.u + back.u == Double(samples[0].count * samples[1].count), "trial \(trial)")
            #expect(close(there.pValue, back.pValue), "trial \(trial)")
        }
    }

    @Test func emptyAndNonFiniteSamplesAreRefused() {
        #expect(throws: StatisticsError.empty("second sample")) { try MannWhitney([1], []) }
        #expect(throws: StatisticsError.notFinite("first sample", index: 1)) { try MannWhitney([1, .nan], [1]) }
    }

    /// Ranked differences against a sorted list of all of them.
    @Test func rankedDifferencesAreThoseOfTheSortedList() throws {
        var generator = SeededGenerator(seed: 71)
        for trial in 0..<200 {
            let samples = (0..<2).map { _ in
                (0...generator.integer(below: 12)).map { _ in
                    trial % 2 == 0 ? generator.gaussian() : Double(generator.integer(below: 5) - 2)
                }
            }
            let sorted = try samples.map { try SortedSamples($0) }
            let differences = PairwiseDifferences(of: sorted[0], less: sorted[1])
            let list = samples[0].flatMap { value in samples[1].map { value - $0 } }.sorted()
            #expect(list.indices.map { differences.ranked($0 + 1) } == list, "trial \(trial)")
            #expect(differences.median == (try SortedSamples(list).median))
            for bound in [list[0], 0, 0.5] {
                #expect(differences.count(atMost: bound) == list.count { $0 <= bound })
                #expect(differences.count(atLeast: bound) == list.count { $0 >= bound })
            }
        }
    }
}
