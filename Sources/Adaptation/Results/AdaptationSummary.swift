import Statistics

/// A strategy's runs of several seeds, and those of the frozen model of the same seeds.
public struct AdaptationSummary: Sendable, Equatable {
    /// A figure's mean over seeds, with Student's interval.
    public typealias Figure = MeanEstimate

    /// Accuracy before the first drift, from it on, and in the last quarter of what comes then; nil where there is no drift, or
    /// just one seed.
    public var before, after, lastQuarter: Figure?
    /// Accuracy after drift less the frozen model's, seed by seed.
    public var gain: Figure?
    /// Accuracy lost on the old regime.
    public var forgetting: Figure?
    /// Accuracy on the new regime's held-out examples after the last event.
    public var heldOutNew: Figure?
    /// Updates of a run, and labels asked for.
    public var updates, labelsAsked: Figure?
    /// Drifts of all runs, and those after which the accuracy came back.
    public var drifts, recovered: Int
    /// The median of the times that it took where it came back; nil where it never did.
    public var medianRecovery: Double?
    /// Drifts of all runs that no alarm told of, and alarms that no drift explains; nil without detector.
    public var missed, falseAlarms: Int?
    /// The median of events from drift to alarm where there was one; nil without.
    public var medianDelay: Double?

    /// Whether it is better than the frozen model after drift, with an interval that excludes 0.
    public var beatsFrozen: Bool { (gain?.interval.low ?? 0) > 0 }

    /// - Parameters:
    ///   - results: one a seed.
    ///   - frozen: the frozen model's of the same seeds in the same order.
    ///   - alpha: the probability that an interval misses its figure.
    public init(_ results: [PrequentialResult], frozen: [PrequentialResult], alpha: Double = 0.05) {
        func figure(_ value: (PrequentialResult) -> Double?) -> Figure? {
            let values = results.compactMap(value)
            return values.count == results.count ? Figure(values, alpha: alpha) : nil
        }
        before = figure(\.accuracyBefore)
        after = figure(\.accuracyAfter)
        lastQuarter = figure(\.accuracyInLastQuarter)
        forgetting = figure(\.forgetting)
        heldOutNew = figure(\.heldOutNew.after)
        updates = figure { Double($0.updates) }
        labelsAsked = figure { Double($0.labelsAsked) }
        let gains = zip(results, frozen).compactMap { one, other in
            one.accuracyAfter.flatMap { after in other.accuracyAfter.map { after - $0 } }
        }
        gain = gains.count == results.count && results.count == frozen.count ? Figure(gains, alpha: alpha) : nil
        let recoveries = results.flatMap(\.recoveryTimes)
        drifts = recoveries.count
        recovered = recoveries.compactMap(\.self).count
        medianRecovery = Self.median(recoveries)
        let detections = results.filter { $0.alarms != nil }.map(\.detection)
        missed = detections.isEmpty ? nil : detections.reduce(0) { $0 + $1.missed }
        falseAlarms = detections.isEmpty ? nil : detections.reduce(0) { $0 + $1.falseAlarms }
        medianDelay = Self.median(detections.flatMap(\.delays))
    }

    private static func median(_ counts: [Int?]) -> Double? {
        try? SortedSamples(counts.compactMap { $0.map(Double.init) }).median
    }
}
