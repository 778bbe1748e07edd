extension SortedSamples {
    /// The median of the distances from the median, times 1.4826, which is the standard deviation where the values are
    /// normal, and moved little by outliers.
    ///
    /// Source: P. J. Rousseeuw, C. Croux, "Alternatives to the median absolute deviation", Journal of the American
    /// Statistical Association 88, 1993; the factor is 1 ÷ Φ⁻¹(¾).
    public var robustDeviation: Double {
        let middle = median
        let distances = values.map { abs($0 - middle) }.sorted()
        let below = distances[(count - 1) / 2]
        return 1.482602218505602 * (below + distances[count / 2]) / 2
    }
}
