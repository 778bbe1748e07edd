/// Which elements of an output's gradient a backward pass takes; the others count as 0.
public struct GradientRule: Hashable, Sendable {
    /// By what the elements are chosen.
    public enum Choice: Hashable, Sendable {
        /// The k of the largest magnitude of each row (Sun et al., 2017, meProp, arXiv:1706.06197, section 2).
        case topOfRow(Int)
        /// The k columns of the largest sum of magnitudes over the batch, in all rows ("unified top-k" of Sun et al., section
        /// 4.4).
        case topOfBatch(Int)
        /// k of each row at random.
        case random(Int)
        /// Those of at least this magnitude.
        case atLeast(Float)
    }

    /// By what the elements are chosen.
    public var choice: Choice
    /// Whether what is left out is added to the gradient of the next step, in the same row of the batch: error feedback. Its sources
    /// carry over what is left of gradients by parameters (Seide et al., 2014, "1-Bit Stochastic Gradient Descent", Interspeech;
    /// Stich et al., 2018, arXiv:1809.07599); here the row is another example's by then, which no proof covers.
    public var feedsBack: Bool

    /// Without error feedback by default.
    public init(_ choice: Choice, feedsBack: Bool = false) {
        self.choice = choice
        self.feedsBack = feedsBack
    }

    /// Elements of a row at most.
    public func capacity(outputs: Int) -> Int {
        switch choice {
        case .topOfRow(let count), .topOfBatch(let count), .random(let count): min(count, outputs)
        case .atLeast: outputs
        }
    }

    /// The rule for the gradient of the mean over a batch: a threshold is that of one example.
    public func ofMean(over batch: Int) -> GradientRule {
        guard case .atLeast(let magnitude) = choice else { return self }
        return GradientRule(.atLeast(magnitude / Float(batch)), feedsBack: feedsBack)
    }

    /// What the elements are multiplied with. Random ones stand for all others, so that the mean of many draws is the gradient;
    /// with error feedback these come later themselves.
    public func factor(outputs: Int) -> Float {
        guard case .random(let count) = choice, !feedsBack else { return 1 }
        return Float(outputs) / Float(count)
    }
}
