/// The step-down correction for asking several questions at once.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure",
/// Scandinavian Journal of Statistics 6(2), 1979.
public enum Holm {
    /// The level at which each hypothesis is to be tested, in the order of `pValues`, so that a hypothesis is
    /// rejected by Holm's procedure exactly where its p-value is at most its level.
    ///
    /// The i-th smallest p-value is held against alpha ÷ (familySize − i + 1) as long as all before it were
    /// rejected; from the first that is not, all the rest get that one's level. Members of the family without a
    /// p-value count as not rejected. `familySize` is at least the number of p-values.
    static func levels(pValues: [Double], familySize: Int, alpha: Double) -> [Double] {
        var levels = [Double](repeating: alpha, count: pValues.count)
        var rejected = 0
        for index in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }) {
            levels[index] = alpha / Double(familySize - rejected)
            if pValues[index] <= levels[index] { rejected += 1 }
        }
        return levels
    }

    /// The p-values after the correction, in the order of `pValues`: for each the smallest level for the whole family
    /// at which Holm's procedure rejects its hypothesis.
    ///
    /// - Parameter familySize: the number of hypotheses in the family, those without a p-value included.
    /// - Throws: `outOfRange` for a family smaller than the number of p-values, and for one outside of 0 … 1.
    public static func adjusted(_ pValues: [Double], familySize: Int) throws(StatisticsError) -> [Double] {
        try requireFamily(of: familySize, holds: pValues.count)
        for pValue in pValues where !(pValue >= 0 && pValue <= 1) {
            throw .outOfRange("p-value", value: pValue, allowed: "0 … 1")
        }
        var adjusted = pValues
        var largest = 0.0
        for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
            largest = max(largest, min(1, Double(familySize - rank) * pValues[index]))
            adjusted[index] = largest
        }
        return adjusted
    }

    /// Throws `outOfRange` unless a family has at least as many members as are given.
    static func requireFamily(of familySize: Int, holds count: Int) throws(StatisticsError) {
        guard familySize >= count else {
            throw .outOfRange(
                "family size", value: Double(familySize), allowed: "at least the number of comparisons, \(count)")
        }
    }
}
