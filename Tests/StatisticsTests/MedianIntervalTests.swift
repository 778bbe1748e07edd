import Testing

@testable import Statistics

@Suite struct MedianIntervalTests {
    private struct Case: Decodable {
        var count: Int
        var confidence: Double
        /// 0 where there is no interval.
        var low: Int
        var alpha: Double
    }

    /// Samples whose values are their ranks.
    private func ranks(_ count: Int) throws -> SortedSamples {
        try SortedSamples((1...count).map(Double.init))
    }

    @Test func ranksAreThoseOfExactArithmetic() throws {
        for expected in try fixture("median-ranks", as: [Case].self) {
            let interval = try ranks(expected.count).medianInterval(confidence: expected.confidence)
            guard expected.low > 0 else {
                #expect(interval == nil, "\(expected)")
                continue
            }
            let found = try #require(interval, "\(expected)")
            #expect(found.low == Double(expected.low), "\(expected)")
            #expect(found.high == Double(expected.count + 1 - expected.low), "\(expected)")
            #expect(close(found.alpha, expected.alpha), "\(expected)")
            #expect(found.confidence >= expected.confidence)
        }
    }

    /// W. J. Conover, "Practical Nonparametric Statistics", and many tables since: at 95 %, ten samples give
    /// the second and ninth (97.85 %), twenty the sixth and fifteenth (95.86 %).
    @Test func ranksAreThoseOfTheTables() throws {
        for (count, low, percent) in [(6, 1, 96.88), (10, 2, 97.85), (20, 6, 95.86), (100, 40, 96.48)] {
            let interval = try #require(try ranks(count).medianInterval(confidence: 0.95))
            #expect(interval.low == Double(low))
            #expect(abs(interval.confidence * 100 - percent) < 0.005)
        }
    }

    @Test func tooFewSamplesGiveNoInterval() throws {
        #expect(try ranks(5).medianInterval(confidence: 0.95) == nil)
        #expect(try ranks(6).medianInterval(confidence: 0.95) != nil)
        #expect(try ranks(7).medianInterval(confidence: 0.99) == nil)
        #expect(try ranks(8).medianInterval(confidence: 0.99) != nil)
    }

    @Test(arguments: [0, 1, -0.5, 95, Double.nan])
    func confidenceIsAFraction(_ confidence: Double) throws {
        let samples = try ranks(10)
        #expect(throws: StatisticsError.self) { try samples.medianInterval(confidence: confidence) }
    }
}
