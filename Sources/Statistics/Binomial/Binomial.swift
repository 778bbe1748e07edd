import RealModule

/// The binomial distribution: the number of successes in independent trials of like probability.
///
/// Relative errors stay below 10⁻¹² for up to 10⁵ trials, far into both tails.
public struct Binomial: Equatable, Sendable {
    /// The number of trials, not negative.
    public let trials: Int
    /// The probability of success in one trial, 0 … 1.
    public let probability: Double

    /// The distribution of `trials` ≥ 0 and a `probability` in 0 … 1.
    public init(trials: Int, probability: Double) {
        precondition(trials >= 0, "a number of trials is not negative")
        precondition(probability >= 0 && probability <= 1, "a probability lies in 0 … 1")
        self.trials = trials
        self.probability = probability
    }

    /// P(X = `successes`).
    public func pmf(_ successes: Int) -> Double {
        .exp(logPMF(successes))
    }

    /// P(X ≤ `successes`).
    public func cdf(_ successes: Int) -> Double {
        if successes < 0 { return 0 }
        if successes >= trials { return 1 }
        return Double(successes) <= mean ? lowerTail(from: successes) : 1 - upperTail(from: successes + 1)
    }

    /// P(X > `successes`), with all its digits where it is small.
    public func survival(_ successes: Int) -> Double {
        if successes < 0 { return 1 }
        if successes >= trials { return 0 }
        return Double(successes) < mean ? 1 - lowerTail(from: successes) : upperTail(from: successes + 1)
    }

    private var mean: Double { Double(trials) * probability }

    /// P(X ≤ `successes`) from its largest term down; `successes` at most the mean.
    private func lowerTail(from successes: Int) -> Double {
        let odds = (1 - probability) / probability
        var term = pmf(successes)
        var sum = term
        var count = successes
        while count > 0, term > sum * .ulpOfOne / 8 {
            term *= odds * Double(count) / Double(trials - count + 1)
            sum += term
            count -= 1
        }
        return min(sum, 1)
    }

    /// P(X ≥ `successes`), as the lower tail of the failures.
    private func upperTail(from successes: Int) -> Double {
        let odds = probability / (1 - probability)
        var term = pmf(successes)
        var sum = term
        var count = successes
        while count < trials, term > sum * .ulpOfOne / 8 {
            term *= odds * Double(trials - count) / Double(count + 1)
            sum += term
            count += 1
        }
        return min(sum, 1)
    }
}
