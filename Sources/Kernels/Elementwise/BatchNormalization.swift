/// Batch normalisation of a rows×channels matrix, each channel on its own; rows are all pixels of all examples.
///
/// y = γ·(x − μ)/√(σ² + ε) + β. *Live*, μ and σ² are the batch's own mean and biased variance; *frozen*, they are the running
/// ones, which are constants then. The running statistics move by running = (1 − momentum)·running + momentum·batch, for
/// which the batch's variance is the unbiased one, Σ(x − μ)²/(rows − 1), as in PyTorch's `BatchNorm2d`. A single row has no
/// unbiased variance; the running variance then moves towards 0.
///
/// Source: S. Ioffe, C. Szegedy, "Batch Normalization", ICML 2015, arXiv:1502.03167, algorithms 1 and 2.
public struct BatchNormalization: Sendable {
    /// Rows of input and output, at least 1.
    public var rows: Int
    /// Columns of input and output.
    public var channels: Int
    /// Added to variances.
    public var epsilon: Float
    /// The share of the batch in the running statistics.
    public var momentum: Float
    /// The loops that compute it.
    public var kernels: ElementwiseKernels

    /// PyTorch's ε and momentum by default.
    public init(
        rows: Int, channels: Int, epsilon: Float = 1e-5, momentum: Float = 0.1, kernels: ElementwiseKernels = .fastest
    ) {
        self.rows = rows
        self.channels = channels
        self.epsilon = epsilon
        self.momentum = momentum
        self.kernels = kernels
    }

    /// γ and β, `channels` elements each.
    public struct Affine {
        let gamma, beta: UnsafePointer<Float>

        /// The parameters at these addresses.
        public init(gamma: UnsafePointer<Float>, beta: UnsafePointer<Float>) {
            self.gamma = gamma
            self.beta = beta
        }
    }

    /// What a forward pass leaves for the backward pass: μ and 1/√(σ² + ε), `channels` elements each.
    public struct Saved {
        let mean, inverse: UnsafeMutablePointer<Float>

        /// In memory of the caller's.
        public init(mean: UnsafeMutablePointer<Float>, inverse: UnsafeMutablePointer<Float>) {
            self.mean = mean
            self.inverse = inverse
        }
    }

    /// Mean and variance over the batches so far, `channels` elements each; at first 0 and 1.
    public struct Running {
        let mean, variance: UnsafeMutablePointer<Float>

        /// In memory of the caller's.
        public init(mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>) {
            self.mean = mean
            self.variance = variance
        }
    }
}

extension BatchNormalization {
    /// Normalises by the batch's statistics, moves the running ones, and saves what the backward pass needs. The output may
    /// be written over the input, which the backward pass needs, however.
    public func runLive(
        _ x: UnsafePointer<Float>, _ affine: Affine, _ running: Running, saved: Saved,
        output y: UnsafeMutablePointer<Float>
    ) {
        kernels.loops.moments(x, Int64(rows), Int64(channels), saved.mean, saved.inverse)
        let correction = Float(rows) / Float(max(rows - 1, 1))
        for c in 0..<channels {
            let variance = saved.inverse[c]
            running.mean[c] += momentum * (saved.mean[c] - running.mean[c])
            running.variance[c] += momentum * (variance * correction - running.variance[c])
            saved.inverse[c] = inverseDeviation(variance)
        }
        normalize(x, affine, saved, y)
    }

    /// Normalises by the running statistics, and saves what the backward pass needs.
    public func runFrozen(
        _ x: UnsafePointer<Float>, _ affine: Affine, _ running: Running, saved: Saved,
        output y: UnsafeMutablePointer<Float>
    ) {
        for c in 0..<channels {
            saved.mean[c] = running.mean[c]
            saved.inverse[c] = inverseDeviation(running.variance[c])
        }
        normalize(x, affine, saved, y)
    }

    private func inverseDeviation(_ variance: Float) -> Float { 1 / (variance + epsilon).squareRoot() }

    private func normalize(
        _ x: UnsafePointer<Float>, _ affine: Affine, _ saved: Saved, _ y: UnsafeMutablePointer<Float>
    ) {
        kernels.loops.normalize(
            x, Int64(rows), Int64(channels), saved.mean, saved.inverse, affine.gamma, affine.beta, y)
    }
}

extension BatchNormalization {
    /// dγ = Σ dY·(x − μ)/√(σ² + ε) and dβ = Σ dY over the rows, after either forward pass.
    public func parameterGradients(
        _ x: UnsafePointer<Float>, outputGradient dY: UnsafePointer<Float>, saved: Saved,
        gamma dGamma: UnsafeMutablePointer<Float>, beta dBeta: UnsafeMutablePointer<Float>
    ) {
        kernels.loops.normalizeParameterGradients(
            x, dY, Int64(rows), Int64(channels), saved.mean, saved.inverse, dGamma, dBeta)
    }

    /// dX after ``runLive(_:_:_:saved:output:)``, through the batch's mean and variance as well.
    /// - Parameters:
    ///   - dGamma: from ``parameterGradients(_:outputGradient:saved:gamma:beta:)``, and so is `dBeta`.
    ///   - dX: may be dY's own buffer.
    public func liveInputGradient(
        _ x: UnsafePointer<Float>, outputGradient dY: UnsafePointer<Float>, _ affine: Affine, saved: Saved,
        gamma dGamma: UnsafePointer<Float>, beta dBeta: UnsafePointer<Float>,
        inputGradient dX: UnsafeMutablePointer<Float>
    ) {
        kernels.loops.normalizeLiveInputGradient(
            x, dY, Int64(rows), Int64(channels), saved.mean, saved.inverse, affine.gamma, dGamma, dBeta, dX)
    }

    /// dX after ``runFrozen(_:_:_:saved:output:)``: dY·γ/√(σ² + ε), whether or not γ and β are trained.
    /// - Parameter dX: may be dY's own buffer.
    public func frozenInputGradient(
        outputGradient dY: UnsafePointer<Float>, _ affine: Affine, saved: Saved,
        inputGradient dX: UnsafeMutablePointer<Float>
    ) {
        kernels.loops.normalizeFrozenInputGradient(
            dY, Int64(rows), Int64(channels), saved.inverse, affine.gamma, dX)
    }
}
