import CKernels

/// Updates of `count` parameters w by their gradients g, in place.
extension ElementwiseKernels {
    /// w −= rate·(g + decay·w).
    public func sgd(
        _ w: UnsafeMutablePointer<Float>, gradients g: UnsafePointer<Float>, count: Int, rate: Float, decay: Float
    ) {
        loops.sgd(w, g, Int64(count), rate, decay)
    }

    /// v = momentum·v + (g + decay·w); w −= rate·v.
    /// - Parameter v: velocities, at first 0.
    public func momentum(
        _ w: UnsafeMutablePointer<Float>, gradients g: UnsafePointer<Float>, velocities v: UnsafeMutablePointer<Float>,
        count: Int, rate: Float, momentum: Float, decay: Float
    ) {
        loops.momentum(w, g, v, Int64(count), rate, momentum, decay)
    }

    /// m = β₁·m + (1 − β₁)·g; v = β₂·v + (1 − β₂)·g²; w −= rate·m̂ / (√v̂ + ε), with m̂ and v̂ the moments divided by
    /// 1 − β₁ᵗ and 1 − β₂ᵗ.
    ///
    /// Source: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, arXiv:1412.6980, algorithm 1.
    /// - Parameters:
    ///   - m: first moments, at first 0.
    ///   - v: second moments, at first 0.
    public func adam(
        _ w: UnsafeMutablePointer<Float>, gradients g: UnsafePointer<Float>,
        firstMoments m: UnsafeMutablePointer<Float>,
        secondMoments v: UnsafeMutablePointer<Float>, count: Int, factors: AdamFactors
    ) {
        withUnsafePointer(to: factors.native) { loops.adam(w, g, m, v, Int64(count), $0) }
    }
}

/// The factors of one step of Adam, computed in FP64 and rounded once.
public struct AdamFactors: Sendable {
    let native: CKAdam

    /// - Parameters:
    ///   - rate: the step's learning rate.
    ///   - decays: β₁ and β₂, in 0 ..< 1.
    ///   - epsilon: added to √v̂.
    ///   - firstPower: β₁ᵗ in step t, from 1.
    ///   - secondPower: β₂ᵗ.
    public init(
        rate: Double, decays: (first: Double, second: Double), epsilon: Double, firstPower: Double, secondPower: Double
    ) {
        native = CKAdam(
            rate: Float(rate), epsilon: Float(epsilon),
            firstDecay: Float(decays.first), firstGain: Float(1 - decays.first),
            secondDecay: Float(decays.second), secondGain: Float(1 - decays.second),
            firstCorrection: Float(1 / (1 - firstPower)), secondCorrection: Float(1 / (1 - secondPower)))
    }
}
