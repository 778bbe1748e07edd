import RealModule

/// The learning rate of each step.
public enum LearningRateSchedule: Sendable, Equatable {
    /// The same in all steps.
    case constant(Double)
    /// From `initial` in the first step along half a cosine to `final` after `steps` steps, and `final` from then on.
    ///
    /// Source: I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017,
    /// arXiv:1608.03983, equation 5, without restarts.
    case cosine(initial: Double, final: Double, steps: Int)

    /// The rate of a step, from 1 as ``Optimiser`` counts them.
    public func rate(iteration: Int) -> Double {
        switch self {
        case .constant(let rate): return rate
        case .cosine(let initial, let final, let steps):
            guard iteration <= steps else { return final }
            let progress = Double(iteration - 1) / Double(steps)
            return final + (initial - final) / 2 * (1 + .cos(.pi * progress))
        }
    }
}
