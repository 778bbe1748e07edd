import Testing

@testable import Statistics

@Suite struct SpreadTests {
    private struct Case: Decodable {
        var values: [Double]
        var coefficientOfVariation, lag1Autocorrelation, minimumToMedian, maximumToMedian: Double
    }

    @Test func figuresAreThoseOfSciPy() throws {
        for expected in try fixture("spread", as: [Case].self) {
            let spread = try Spread(of: expected.values)
            #expect(close(try #require(spread.coefficientOfVariation), expected.coefficientOfVariation))
            #expect(abs(try #require(spread.lag1Autocorrelation) - expected.lag1Autocorrelation) < 1e-12)
            #expect(close(try #require(spread.minimumToMedian), expected.minimumToMedian))
            #expect(close(try #require(spread.maximumToMedian), expected.maximumToMedian))
        }
    }

    @Test func whatIsUndefinedIsNil() throws {
        let single = try Spread(of: [2])
        #expect(single.coefficientOfVariation == nil && single.lag1Autocorrelation == nil)
        #expect(single.minimumToMedian == 1)
        let constant = try Spread(of: [3, 3, 3])
        #expect(constant.coefficientOfVariation == 0 && constant.lag1Autocorrelation == nil)
        let around = try Spread(of: [-1, 0, 1])
        #expect(around.coefficientOfVariation == nil && around.maximumToMedian == nil)
        #expect(throws: StatisticsError.empty("series")) { try Spread(of: []) }
    }
}
