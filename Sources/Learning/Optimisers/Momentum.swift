import Kernels

/// Stochastic gradient descent with momentum: v = momentum·v + (g + decay·w); w −= rate·v. The state holds v.
///
/// Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Computational Mathematics and
/// Mathematical Physics 4(5), 1964; the rate multiplies v, as in PyTorch's `SGD`.
public struct Momentum: Optimiser {
    /// What is kept of v from step to step, in 0 ..< 1.
    public var momentum: Double
    /// The factor of weights in their gradient: that of decay/2·‖w‖² added to the loss.
    public var weightDecay: Double

    /// 0.9 without weight decay by default.
    public init(momentum: Double = 0.9, weightDecay: Double = 0) {
        self.momentum = momentum
        self.weightDecay = weightDecay
    }

    /// 1.
    public var stateCountPerParameter: Int { 1 }

    /// One step, as ``Optimiser`` says.
    public func step(
        parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
        count: Int, learningRate: Double, iteration: Int, kernels: ElementwiseKernels
    ) {
        kernels.momentum(
            parameters, gradients: gradients, velocities: state, count: count, rate: Float(learningRate),
            momentum: Float(momentum), decay: Float(weightDecay))
    }
}
