/// How large a device's steps are.
public enum LearningRate: Hashable, Sendable {
    /// The same for all.
    case constant(Double)
    /// initial/(1 + k/halving) at the k-th update, from 0: half of it after so many.
    case decaying(initial: Double, halving: Int)

    /// The rate of an update, from 0.
    @inline(__always) func rate(update: Int) -> Double {
        switch self {
        case .constant(let rate): rate
        case .decaying(let initial, let halving): initial / (1 + Double(update) / Double(halving))
        }
    }
}
