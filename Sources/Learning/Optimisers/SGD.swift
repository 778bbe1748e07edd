import Kernels

/// Stochastic gradient descent: w −= rate·(g + decay·w). Without state.
///
/// Source: I. Goodfellow, Y. Bengio, A. Courville, "Deep Learning", 2016, section 8.3.1 and, for weight decay, 7.1.1.
public struct SGD: Optimiser {
    /// The factor of weights in their gradient: that of decay/2·‖w‖² added to the loss.
    public var weightDecay: Double

    /// Without weight decay by default.
    public init(weightDecay: Double = 0) {
        self.weightDecay = weightDecay
    }

    /// 0.
    public var stateCountPerParameter: Int { 0 }

    /// One step, as ``Optimiser`` says.
    public func step(
        parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
        count: Int, learningRate: Double, iteration: Int, kernels: ElementwiseKernels
    ) {
        kernels.sgd(
            parameters, gradients: gradients, count: count, rate: Float(learningRate), decay: Float(weightDecay))
    }
}
