/// How the values of a series depend on those before them.
///
/// Autocovariances are sums over the pairs there are, divided by the length of the whole series.
struct Autocorrelation {
    private let centred: [Double]

    /// Of a series around its mean.
    init(of series: [Double]) {
        let mean = series.reduce(0, +) / Double(series.count)
        centred = series.map { $0 - mean }
    }

    /// Of the signs of a series around its median: +1 above, −1 below, 0 on it. The signs are what the
    /// spread of a sample median depends on, and they exist for every distribution, however heavy its tails.
    init(ofSignsOf series: [Double], around median: Double) {
        self.init(of: series.map { $0 > median ? 1 : $0 < median ? -1 : 0 })
    }

    /// The correlation with the value before; nil where nothing varies.
    var lag1: Double? {
        let variance = covariance(lag: 0)
        return variance > 0 ? covariance(lag: 1) / variance : nil
    }

    /// The integrated autocorrelation time 1 + 2·Σ ρ(k), in samples: how many of the series are worth one
    /// independent one. At least 1, so that no series counts for more than its length.
    ///
    /// The sum ends where that of two neighbouring lags is no longer positive, and its pairs never rise:
    /// C. J. Geyer, "Practical Markov chain Monte Carlo", Statistical Science 7(4), 1992 (the initial
    /// monotone sequence). Centring lowers every autocovariance by about τ·γ(0)/n, and therefore a sum
    /// over w lags by the factor 1 − w/n, which is made good.
    var time: Double {
        let variance = covariance(lag: 0)
        guard variance > 0 else { return 1 }
        var sum = 0.0
        var previous = Double.infinity
        var lag = 0
        while lag + 1 < centred.count {
            let pair = covariance(lag: lag) + covariance(lag: lag + 1)
            guard pair > 0 else { break }
            previous = min(previous, pair)
            sum += previous
            lag += 2
        }
        let window = Double(2 * lag - 1) / Double(centred.count)
        // A window as long as the series says that the series is too short; a tenth keeps the time finite.
        return max(1, (2 * sum / variance - 1) / max(1 - window, 0.1))
    }

    private func covariance(lag: Int) -> Double {
        var sum = 0.0
        for index in lag..<centred.count {
            sum += centred[index] * centred[index - lag]
        }
        return sum / Double(centred.count)
    }
}
