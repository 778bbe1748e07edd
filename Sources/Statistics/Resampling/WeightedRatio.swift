/// The times of a whole model from the medians of its layers, Σ count · median, for two variants.
public struct WeightedRatio: Equatable, Sendable {
    /// The baseline's total, in the unit of the layers' times.
    public let baseline: Double
    /// The variant's total, in the same unit.
    public let variant: Double
    /// The interval for the ratio; nil where a layer has too few rounds for a median's interval at the
    /// confidence asked for, since resampling them would only hide that.
    public let interval: ConfidenceInterval?

    /// Variant ÷ baseline.
    public var ratio: Double { variant / baseline }

    /// The totals over `layers`, with a percentile interval of `confidence`, a fraction, for their ratio.
    ///
    /// Rounds are resampled within each layer, in blocks as long as their dependence asks for, and together for
    /// both variants, whose times in a round belong together. The same generator gives the same interval.
    /// Source: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, sections 8.6 and 13.3.
    ///
    /// Throws `empty` without layers, `outOfRange` on a confidence that is no fraction or below 1 resample.
    public init(
        layers: [PairedLayer], confidence: Double, resamples: Int = 2000,
        using generator: inout SeededGenerator
    ) throws(StatisticsError) {
        try requireFraction(confidence, named: "confidence")
        guard !layers.isEmpty else { throw .empty("layers") }
        guard resamples >= 1 else {
            throw .outOfRange("resamples", value: Double(resamples), allowed: "at least 1, better 1000")
        }
        let resampled = layers.map(ResampledLayer.init)
        let total = resampled.reduce(Totals()) { $0 + $1.observed }
        baseline = total.baseline
        variant = total.variant

        let alpha = 1 - confidence
        guard layers.allSatisfy({ MedianRanks(count: $0.baseline.count, alpha: alpha) != nil }) else {
            interval = nil
            return
        }
        var ratios: [Double] = []
        for _ in 0..<resamples {
            let total = resampled.reduce(Totals()) { $0 + $1.draw(using: &generator) }
            ratios.append(total.variant / total.baseline)
        }
        let sorted = try SortedSamples(ratios, named: "resampled ratios")
        interval = ConfidenceInterval(
            low: sorted.quantile(alpha / 2), high: sorted.quantile(1 - alpha / 2), alpha: alpha)
    }
}

/// Sums of weighted medians.
private struct Totals {
    var baseline = 0.0
    var variant = 0.0

    static func + (left: Totals, right: Totals) -> Totals {
        Totals(baseline: left.baseline + right.baseline, variant: left.variant + right.variant)
    }
}

/// What one layer adds to the totals, as observed and resampled.
private struct ResampledLayer {
    private let weight: Double
    private let baseline: ResampledMedian
    private let variant: ResampledMedian
    private let bootstrap: BlockBootstrap
    let observed: Totals

    init(_ layer: PairedLayer) {
        weight = Double(layer.count)
        baseline = ResampledMedian(of: layer.baseline)
        variant = ResampledMedian(of: layer.variant)
        let once = [Int](repeating: 1, count: layer.baseline.count)
        let medians = (baseline: baseline.median(once), variant: variant.median(once))
        observed = Totals(baseline: weight * medians.baseline, variant: weight * medians.variant)
        // The more dependent one of the two sets the length of the blocks.
        bootstrap = BlockBootstrap(
            count: layer.baseline.count,
            autocorrelationTime: max(
                Autocorrelation(ofSignsOf: layer.baseline, around: medians.baseline).time,
                Autocorrelation(ofSignsOf: layer.variant, around: medians.variant).time))
    }

    func draw(using generator: inout SeededGenerator) -> Totals {
        let occurrences = bootstrap.draw(using: &generator)
        return Totals(
            baseline: weight * baseline.median(occurrences), variant: weight * variant.median(occurrences))
    }
}
