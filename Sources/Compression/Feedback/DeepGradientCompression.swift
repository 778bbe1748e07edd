import Kernels

/// Deep Gradient Compression (Lin et al., ICLR 2018, arXiv:1712.01887): top-k by a sampled threshold of sums of momenta. What is sent
/// leaves both the sums and the momenta; before that, gradients are clipped to a norm. In the first epochs more is sent: a share of
/// 25 %, and of each next epoch a quarter, until the codec's share.
final class DeepGradientCompression: TwoStepEncoder {
    /// Its settings.
    struct Settings: Sendable, Equatable {
        /// Kept after warming up.
        var share: Double
        /// Of the momentum.
        var momentum: Float = 0.9
        /// The largest Euclidean norm of a gradient, as each of N workers has it: the paper's threshold divided by √N; nil does not
        /// clip.
        var clip: Double?
        /// Steps of an epoch; 0 does not warm up.
        var stepsPerEpoch = 0

        init(share: Double) { self.share = share }
    }

    private let encoder: MessageEncoder
    private let sparse: SparseEncoder
    private let settings: Settings
    private let elements: ElementwiseKernels
    private let kernels: CompressionKernels
    private let decoder: GradientDecoder
    private var steps = 0
    private let momentum, sums, nextMomentum, nextSums, sent: UnsafeMutablePointer<Float>

    /// The largest share that is kept with some settings.
    static func mostShare(_ settings: Settings) -> Double {
        settings.stepsPerEpoch > 0 ? max(firstShare, settings.share) : settings.share
    }

    private static let firstShare = 0.25

    /// - Parameter sparse: with room for ``mostShare(_:)``.
    /// - Throws: ``CompressionError/elements(_:reason:)``, ``CompressionError/stage(_:reason:)``.
    init(
        _ sparse: SparseEncoder, count: Int, _ settings: Settings, stage: LosslessStage,
        kernels: CompressionKernels = .fastest, elements: ElementwiseKernels = .fastest
    ) throws(CompressionError) {
        (self.sparse, self.settings, self.kernels, self.elements) = (sparse, settings, kernels, elements)
        encoder = try MessageEncoder(count: count, payload: sparse, stage: stage, kernels: kernels)
        decoder = try GradientDecoder(count: count)
        let room = max(count, 1)
        momentum = .allocate(capacity: room)
        sums = .allocate(capacity: room)
        nextMomentum = .allocate(capacity: room)
        nextSums = .allocate(capacity: room)
        sent = .allocate(capacity: room)
        reset()
    }

    deinit {
        momentum.deallocate()
        sums.deallocate()
        nextMomentum.deallocate()
        nextSums.deallocate()
        sent.deallocate()
    }

    var count: Int { encoder.count }
    var capacity: Int { encoder.capacity }
    var headerByteCount: Int { encoder.headerByteCount }
    var stateByteCount: Int { encoder.stateByteCount + 5 * 4 * count + decoder.stateByteCount }

    func copyResidual(into residual: UnsafeMutablePointer<Float>) -> Bool {
        residual.update(from: sums, count: count)
        return true
    }

    func reset() {
        steps = 0
        encoder.reset()
        momentum.initialize(repeating: 0, count: max(count, 1))
        sums.initialize(repeating: 0, count: max(count, 1))
    }

    /// The share that is kept in a step, from 0.
    func share(inStep step: Int) -> Double {
        guard settings.stepsPerEpoch > 0 else { return settings.share }
        var share = Self.firstShare
        for _ in 0..<step / settings.stepsPerEpoch where share > settings.share { share /= 4 }
        return max(share, settings.share)
    }

    func prepare(
        _ gradient: UnsafePointer<Float>, into message: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        var factor: Float = 1
        if let clip = settings.clip {
            let norm = kernels.sumOfSquares(gradient, count: count).total.squareRoot()
            if norm > clip { factor = Float(clip / norm) }
        }
        // u = m·u + g and v = v + u; nothing is kept before the message is there.
        nextMomentum.update(repeating: 0, count: count)
        elements.add(nextMomentum, momentum, scaledBy: settings.momentum, sum: nextMomentum, count: count)
        elements.add(nextMomentum, gradient, scaledBy: factor, sum: nextMomentum, count: count)
        elements.add(sums, nextMomentum, sum: nextSums, count: count)
        sparse.rule = .sampledTop(share: share(inStep: steps))
        let byteCount = try encoder.prepare(nextSums, into: message)
        try decoder.decode(UnsafeRawBufferPointer(start: message, count: byteCount), into: sent)
        return byteCount
    }

    func advance() {
        encoder.advance()
        momentum.update(from: nextMomentum, count: count)
        elements.add(nextSums, sent, scaledBy: -1, sum: sums, count: count)
        for i in 0..<sparse.kept { momentum[Int(sparse.indices[i])] = 0 }
        steps += 1
    }
}
