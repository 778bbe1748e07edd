/// The exact bounds for a probability of which `successes` in `trials` were seen.
///
/// Source: C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of
/// the binomial", Biometrika 26(4), 1934.
public enum ClopperPearson {
    /// The two-sided interval, with a probability of error of half of 1 − `confidence` (a fraction) at each end.
    ///
    /// Throws `outOfRange` unless 0 ≤ successes ≤ trials, trials ≥ 1, and the confidence is a fraction.
    public static func interval(
        successes: Int, of trials: Int, confidence: Double
    ) throws(StatisticsError) -> ConfidenceInterval {
        try require(successes, of: trials, confidence)
        let alpha = 1 - confidence
        return ConfidenceInterval(
            low: lower(successes, of: trials, alpha: alpha / 2),
            high: upper(successes, of: trials, alpha: alpha / 2),
            alpha: alpha)
    }

    /// The one-sided bound: the probability is at most this with `confidence`, a fraction.
    ///
    /// Throws as `interval` does.
    public static func upperBound(
        successes: Int, of trials: Int, confidence: Double
    ) throws(StatisticsError) -> Double {
        try require(successes, of: trials, confidence)
        return upper(successes, of: trials, alpha: 1 - confidence)
    }

    private static func require(
        _ successes: Int, of trials: Int, _ confidence: Double
    ) throws(StatisticsError) {
        guard trials >= 1 else {
            throw .outOfRange("trials", value: Double(trials), allowed: "at least 1")
        }
        guard (0...trials).contains(successes) else {
            throw .outOfRange("successes", value: Double(successes), allowed: "0 … \(trials)")
        }
        try requireFraction(confidence, named: "confidence")
    }

    private static func upper(_ successes: Int, of trials: Int, alpha: Double) -> Double {
        if successes == trials { return 1 }
        return lastProbability { Binomial(trials: trials, probability: $0).cdf(successes) >= alpha }
    }

    private static func lower(_ successes: Int, of trials: Int, alpha: Double) -> Double {
        if successes == 0 { return 0 }
        return lastProbability { Binomial(trials: trials, probability: $0).survival(successes - 1) <= alpha }
    }

    /// The largest probability for which `holds`, by bisection to the last bit; it must hold at 0 and, once it
    /// does not, nowhere above.
    private static func lastProbability(where holds: (Double) -> Bool) -> Double {
        var low = 0.0
        var high = 1.0
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { return low }
            if holds(middle) { low = middle } else { high = middle }
        }
    }
}
