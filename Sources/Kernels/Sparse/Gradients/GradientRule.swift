/// Which elements of an output's gradient a backward pass takes; the others count as 0.
public enum GradientRule: Hashable, Sendable {
    /// The k of the largest magnitude of each row (Sun et al., 2017, meProp, arXiv:1706.06197, section 2).
    case topOfRow(Int)
    /// The k columns of the largest sum of magnitudes over the batch, in all rows ("unified top-k" of Sun et al., section 4.4).
    case topOfBatch(Int)
    /// k of each row at random, times N/k, so that the mean of many draws is the gradient.
    case random(Int)
    /// Those of at least this magnitude.
    case atLeast(Float)

    /// Elements of a row at most.
    public func capacity(outputs: Int) -> Int {
        switch self {
        case .topOfRow(let count), .topOfBatch(let count), .random(let count): min(count, outputs)
        case .atLeast: outputs
        }
    }
}
