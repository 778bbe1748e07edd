import Kernels
import RealModule

/// Adam with corrected bias. The state holds the first moments of all parameters, then the second ones.
///
/// Source: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, arXiv:1412.6980, algorithm 1.
public struct Adam: Optimiser {
    /// What is kept of the gradients' mean, β₁, and of their squares', β₂, from step to step; in 0 ..< 1.
    public var decays: (first: Double, second: Double)
    /// Added to the root of the second moment.
    public var epsilon: Double

    /// The source's settings by default.
    public init(decays: (first: Double, second: Double) = (0.9, 0.999), epsilon: Double = 1e-8) {
        self.decays = decays
        self.epsilon = epsilon
    }

    /// 2.
    public var stateCountPerParameter: Int { 2 }

    /// One step, as ``Optimiser`` says.
    public func step(
        parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
        count: Int, learningRate: Double, iteration: Int, kernels: ElementwiseKernels
    ) {
        let factors = AdamFactors(
            rate: learningRate, decays: decays, epsilon: epsilon,
            firstPower: .pow(decays.first, iteration), secondPower: .pow(decays.second, iteration))
        kernels.adam(
            parameters, gradients: gradients, firstMoments: state, secondMoments: state + count, count: count,
            factors: factors)
    }
}
