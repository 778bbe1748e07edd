/// Batch normalisation in FP64, each channel on its own: y = γ·(x − μ)/√(σ² + ε) + β. Tensors are rows×channels; rows are all
/// pixels of all examples, at least one.
///
/// Source: S. Ioffe, C. Szegedy, "Batch Normalization", ICML 2015, arXiv:1502.03167, algorithm 1 and section 3.
public struct ReferenceBatchNorm: Sendable {
    /// Where mean and variance come from.
    public enum Statistics: Sendable, CaseIterable {
        /// The batch's own; the variance is the biased one, Σ(x − μ)²/rows. Gradients pass through both.
        case live
        /// The running ones, which are constants.
        case frozen
    }

    /// One a channel.
    public var gamma, beta: [Double]
    /// Mean and variance over the batches so far, one a channel.
    public var runningMean, runningVariance: [Double]
    /// Added to variances.
    public var epsilon: Double
    /// The share of a batch in the running statistics.
    public var momentum: Double

    /// Running statistics begin at 0 and 1; ε and momentum are by default those of PyTorch's `BatchNorm2d`.
    public init(gamma: [Double], beta: [Double], epsilon: Double = 1e-5, momentum: Double = 0.1) {
        self.gamma = gamma
        self.beta = beta
        self.epsilon = epsilon
        self.momentum = momentum
        runningMean = .init(repeating: 0, count: gamma.count)
        runningVariance = .init(repeating: 1, count: gamma.count)
    }

    private var channels: Int { gamma.count }

    /// y.
    public func output(_ x: [Double], _ statistics: Statistics) -> [Double] {
        normalized(x, statistics).enumerated().map { gamma[$0 % channels] * $1 + beta[$0 % channels] }
    }

    /// running = (1 − momentum)·running + momentum·batch, for which the batch's variance is the unbiased one,
    /// Σ(x − μ)²/(rows − 1), as in PyTorch; 0 of a single row.
    public mutating func updateRunningStatistics(_ x: [Double]) {
        let rows = x.count / channels
        let (mean, variance) = moments(x)
        let correction = Double(rows) / Double(max(rows - 1, 1))
        for c in 0..<channels {
            runningMean[c] = (1 - momentum) * runningMean[c] + momentum * mean[c]
            runningVariance[c] = (1 - momentum) * runningVariance[c] + momentum * variance[c] * correction
        }
    }

    /// dγ = Σ dY·x̂ and dβ = Σ dY over the rows, with x̂ = (x − μ)/√(σ² + ε).
    public func parameterGradients(
        _ x: [Double], outputGradient dY: [Double], _ statistics: Statistics
    ) -> (gamma: [Double], beta: [Double]) {
        let products = zip(dY, normalized(x, statistics)).map { $0 * $1 }
        return (products.columnSums(channels), dY.columnSums(channels))
    }

    /// dX. Frozen: γ·dY/√(σ² + ε). Live: γ/√(σ² + ε)·(dY − mean(dY) − x̂·mean(dY·x̂)).
    public func inputGradient(_ x: [Double], outputGradient dY: [Double], _ statistics: Statistics) -> [Double] {
        let deviation = moments(x, statistics).variance.map { ($0 + epsilon).squareRoot() }
        let factor = zip(gamma, deviation).map { $0 / $1 }
        guard statistics == .live else { return dY.enumerated().map { $1 * factor[$0 % channels] } }
        let rows = Double(x.count / channels)
        let sums = parameterGradients(x, outputGradient: dY, statistics)
        return zip(dY, normalized(x, statistics)).enumerated().map { index, pair in
            let c = index % channels
            return factor[c] * (pair.0 - sums.beta[c] / rows - pair.1 * sums.gamma[c] / rows)
        }
    }

    private func normalized(_ x: [Double], _ statistics: Statistics) -> [Double] {
        let (mean, variance) = moments(x, statistics)
        return x.enumerated().map { ($1 - mean[$0 % channels]) / (variance[$0 % channels] + epsilon).squareRoot() }
    }

    private func moments(_ x: [Double], _ statistics: Statistics) -> (mean: [Double], variance: [Double]) {
        statistics == .live ? moments(x) : (runningMean, runningVariance)
    }

    /// The batch's mean and biased variance.
    private func moments(_ x: [Double]) -> (mean: [Double], variance: [Double]) {
        let rows = Double(x.count / channels)
        let mean = x.columnSums(channels).map { $0 / rows }
        let squares = x.enumerated().map { ($1 - mean[$0 % channels]) * ($1 - mean[$0 % channels]) }
        return (mean, squares.columnSums(channels).map { $0 / rows })
    }
}

extension [Double] {
    fileprivate func columnSums(_ columns: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: columns)
        for (index, element) in enumerated() { sums[index % columns] += element }
        return sums
    }
}
