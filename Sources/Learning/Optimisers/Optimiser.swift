import Kernels

/// A rule that updates parameters by their gradients. What it remembers of each parameter lies in memory of the caller's, so that
/// a step allocates nothing and the same steps give the same parameters, bit by bit, on all instruction sets.
public protocol Optimiser: Sendable {
    /// Floats of state for each parameter.
    var stateCountPerParameter: Int { get }

    /// Updates parameters in place.
    /// - Parameters:
    ///   - parameters: `count` floats.
    ///   - gradients: as many, of the loss by the parameters.
    ///   - state: `count`·``stateCountPerParameter`` floats of these parameters, all 0 before the first step; not touched
    ///     where that is 0.
    ///   - count: parameters; those of one state belong to one call.
    ///   - learningRate: of this step.
    ///   - iteration: the number of this step, from 1.
    ///   - kernels: the loops that compute it.
    func step(
        parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
        count: Int, learningRate: Double, iteration: Int, kernels: ElementwiseKernels
    )
}

extension Optimiser {
    /// Updates parameters in place by the fastest loops of this machine.
    public func step(
        parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
        count: Int, learningRate: Double, iteration: Int
    ) {
        step(
            parameters: parameters, gradients: gradients, state: state, count: count, learningRate: learningRate,
            iteration: iteration, kernels: .fastest)
    }
}
