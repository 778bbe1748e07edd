import RealModule

/// The number of units that a test needs to decide.
enum SampleSize {
    /// More than anyone would measure.
    private static let most = 10_000

    /// The smallest count, not below `formula`, that `reaches` the level at all; nil where no sensible one does.
    static func smallest(from formula: Double, where reaches: (Int) -> Bool) -> Int? {
        guard formula <= Double(most) else { return nil }
        return (Int(max(1, formula.rounded(.up)))...most).first(where: reaches)
    }

    /// (z(α/2) + z(β))²: what the difference, in standard errors, has to be in the square.
    static func squaredDistance(alpha: Double, power: Double) -> Double {
        let distance = Normal.upperQuantile(alpha / 2) + Normal.upperQuantile(1 - power)
        return distance * distance
    }

    /// The power asked of the test at one edge of the band. Outside only one counts; to be equivalent a difference has
    /// to be told from both, and the probability of failing is halved between them.
    static func power(_ power: Double, estimate: Double, band: EquivalenceBand) -> Double {
        abs(estimate) > band.edge ? power : (1 + power) / 2
    }
}
