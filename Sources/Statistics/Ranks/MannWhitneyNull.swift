import RealModule
import Synchronization

/// How the Mann–Whitney statistic, the number of pairs in which the first sample's value is the larger one, is
/// distributed where the samples come from the same distribution.
struct MannWhitneyNull {
    let method: MannWhitney.Method
    /// P(U = u) for u up to the mean of the exact distribution; empty for the asymptotic one.
    private let lowerHalf: [Double]
    private let mean: Double
    private let deviation: Double

    /// - Parameter tieTerm: Σ t³ − t over the groups of t equal values in both samples; the exact distribution is
    ///   that of samples without ties, and leaves it aside.
    init(first: Int, second: Int, tieTerm: Double = 0, method: MannWhitney.Method) {
        self.method = method
        let (m, n) = (Double(first), Double(second))
        mean = m * n / 2
        let count = m + n
        // Source of the correction: M. Hollander, D. A. Wolfe, E. Chicken, "Nonparametric Statistical Methods",
        // 3rd edition, 2013, section 4.1.
        deviation = (m * n / 12 * (count + 1 - tieTerm / (count * (count - 1)))).squareRoot()
        lowerHalf = method == .exact ? Self.lowerHalf(of: [min(first, second), max(first, second)]) : []
    }

    /// The two-sided p-value where `opposing` pairs speak against the side that the sample is on.
    func pValue(opposing: Double) -> Double {
        switch method {
        case .exact:
            return min(1, 2 * cdf(Int(opposing.rounded(.up))))
        case .asymptotic:
            // Half a pair makes good that the statistic is a whole number. Where everything ties the deviation is 0.
            let distance = mean - opposing - 0.5
            return distance > 0 ? min(1, 2 * Normal.survival(distance / deviation)) : 1
        }
    }

    /// The largest rank k, from 1, so that fewer than k opposing pairs have a p-value of at most `alpha`;
    /// nil where not even none has.
    func rank(alpha: Double) -> Int? {
        var low = 0
        var high = Int(mean) + 2
        while high - low > 1 {
            let middle = (low + high) / 2
            if pValue(opposing: Double(middle - 1)) <= alpha { low = middle } else { high = middle }
        }
        return low > 0 ? low : nil
    }

    private func cdf(_ statistic: Int) -> Double {
        if statistic < 0 { return 0 }
        // The distribution is symmetric around its mean.
        let whole = Int(2 * mean)
        if statistic >= lowerHalf.count { return statistic >= whole ? 1 : 1 - cdf(whole - statistic - 1) }
        return lowerHalf[...statistic].reduce(0, +)
    }

    /// Thousands of cases have the same few sizes.
    private static let known = Mutex<[[Int]: [Double]]>([:])

    private static func lowerHalf(of sizes: [Int]) -> [Double] {
        if let lowerHalf = known.withLock({ $0[sizes] }) { return lowerHalf }
        let lowerHalf = lowerHalf(sizes[0], sizes[1])
        known.withLock { $0[sizes] = lowerHalf }
        return lowerHalf
    }

    /// The coefficients of the Gaussian binomial Π (1 − q^(n+i)) ÷ (1 − q^i), i = 1…m, each factor scaled to 1 at q = 1.
    ///
    /// Source: H. B. Mann, D. R. Whitney, "On a test of whether one of two random variables is stochastically larger
    /// than the other", Annals of Mathematical Statistics 18(1), 1947, whose recurrence this solves.
    private static func lowerHalf(_ m: Int, _ n: Int) -> [Double] {
        var probabilities = [Double](repeating: 0, count: m * n / 2 + 1)
        probabilities[0] = 1
        for i in 1...m {
            for u in stride(from: probabilities.count - 1, through: n + i, by: -1) {
                probabilities[u] -= probabilities[u - n - i]
            }
            for u in stride(from: i, to: probabilities.count, by: 1) {
                probabilities[u] += probabilities[u - i]
            }
            let scale = Double(i) / Double(n + i)
            for u in probabilities.indices { probabilities[u] *= scale }
        }
        return probabilities
    }
}
