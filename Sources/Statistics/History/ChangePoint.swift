import RealModule

/// A change of a history at a stroke.
public struct ChangePoint: Equatable, Sendable {
    /// The index of the first value after it.
    public let index: Int
    /// After ÷ before, drift and spikes left aside.
    public let ratio: Double
    /// The interval for the ratio.
    public let interval: ConfidenceInterval
    /// The p-value against no change, corrected for the places around where it might have been found.
    public let pValue: Double

    init(_ step: StepSelection.Step, confidence: Double) {
        index = step.index
        ratio = .exp(step.fit.height)
        interval = step.fit.distribution.ratioInterval(
            around: step.fit.height, standardError: step.fit.standardError, confidence: confidence)
        pValue = step.pValue
    }
}

extension StudentT {
    /// The interval for a ratio whose logarithm was estimated with a standard error.
    func ratioInterval(around logarithm: Double, standardError: Double, confidence: Double) -> ConfidenceInterval {
        let half = -quantile((1 - confidence) / 2) * standardError
        return ConfidenceInterval(low: .exp(logarithm - half), high: .exp(logarithm + half), alpha: 1 - confidence)
    }
}
