import Testing

@testable import Statistics

@Suite struct SortedSamplesTests {
    private struct Case: Decodable {
        var values: [Double]
        var median: Double
        var fractions: [Double]
        var quantiles: [Double]
    }

    @Test func quantilesAreThoseOfNumPy() throws {
        for expected in try fixture("quantiles", as: [Case].self) {
            for samples in [expected.values, expected.values.sorted(), expected.values.sorted(by: >)] {
                let sorted = try SortedSamples(samples)
                #expect(close(sorted.median, expected.median))
                for (fraction, quantile) in zip(expected.fractions, expected.quantiles) {
                    #expect(
                        abs(sorted.quantile(fraction) - quantile) < 1e-12, "\(fraction) of \(samples.count)")
                }
            }
        }
    }

    @Test func emptyAndNonFiniteSamplesAreRefused() {
        #expect(throws: StatisticsError.empty("times")) { try SortedSamples([], named: "times") }
        for bad in [Double.nan, .infinity, -.infinity] {
            #expect(throws: StatisticsError.notFinite("samples", index: 1)) {
                try SortedSamples([1, bad, 2])
            }
        }
    }

    @Test func countsIncludeTheBound() throws {
        let sorted = try SortedSamples([3, 1, 2, 2, 2])
        #expect([0, 1, 2, 2.5, 3, 4].map(sorted.count(atMost:)) == [0, 1, 4, 4, 5, 5])
        #expect([0, 1, 2, 2.5, 3, 4].map(sorted.count(atLeast:)) == [5, 5, 4, 1, 1, 0])
    }
}
