import Testing

@testable import Statistics

@Suite struct VerdictTests {
    private func verdict(
        _ low: Double, _ high: Double, alpha: Double = 0.01, direction: Direction = .lower
    ) -> Verdict {
        Verdict(
            logRatio: ConfidenceInterval(low: low, high: high, alpha: alpha), alpha: 0.01,
            band: .standard, direction: direction)
    }

    @Test func aWholeIntervalDecides() {
        #expect(verdict(-0.02, -0.01) == .better)
        #expect(verdict(0.01, 0.02) == .worse)
        #expect(verdict(-0.004, 0.003) == .equivalent)
        for (low, high) in [(-0.02, 0.0), (0.0, 0.02), (-0.02, 0.02)] {
            #expect(verdict(low, high) == .undecided)
        }
    }

    @Test func directionSwapsBetterAndWorse() {
        #expect(verdict(-0.02, -0.01, direction: .higher) == .worse)
        #expect(verdict(0.01, 0.02, direction: .higher) == .better)
        #expect(verdict(-0.004, 0.003, direction: .higher) == .equivalent)
    }

    @Test func anIntervalLessSureThanAskedForDecidesNothing() {
        for (low, high) in [(-0.02, -0.01), (0.01, 0.02), (0.0, 0.0)] {
            #expect(verdict(low, high, alpha: 0.010_001) == .undecided)
        }
    }

    @Test func theEdgesBelongToTheBand() throws {
        let edge = EquivalenceBand.standard.edge
        #expect(abs(edge - 0.004_987_541_511_039_074) < 1e-17)
        #expect(verdict(-edge, edge) == .equivalent)
        #expect(verdict(-edge.nextUp, edge) == .undecided)
        #expect(verdict(edge, 1) == .undecided)
        #expect(verdict(edge.nextUp, 1) == .worse)
        let none = try EquivalenceBand(fraction: 0)
        let point = ConfidenceInterval(low: 0, high: 0, alpha: 0.001)
        #expect(Verdict(logRatio: point, alpha: 0.01, band: none, direction: .lower) == .equivalent)
    }

    @Test(arguments: [-0.001, Double.infinity, Double.nan])
    func bandsAreFiniteFractions(_ fraction: Double) {
        #expect(throws: StatisticsError.self) { try EquivalenceBand(fraction: fraction) }
    }
}
