/// The step-down correction for asking several questions at once.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure",
/// Scandinavian Journal of Statistics 6(2), 1979.
enum Holm {
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
}
