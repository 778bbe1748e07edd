import Kernels

/// A codec of this module: which elements are sent, in how many bits, and what becomes of the rest. As variants name it: the kind,
/// its options, and what comes after, all parted by slashes, such as `top-k/0.01/fp16/feedback/zstd`.
public struct Codec: GradientCodec, Sendable {
    /// As variants name it, with options that are not the usual ones.
    public let name: String
    /// What kind it is.
    public let kind: CodecKind
    /// Whether what a message leaves out is added to the next gradient.
    public let feedsBack: Bool
    /// A lossless compression of the payload.
    public let stage: LosslessStage
    /// Whether each tensor has a message of its own.
    public let isLayerwise: Bool
    let options: CodecOptions

    /// - Parameter name: as variants name it.
    /// - Throws: ``CompressionError/option(codec:reason:)``.
    public init(_ name: String) throws(CompressionError) {
        var options = try CodecOptions(name)
        guard let kind = CodecKind(rawValue: options.kind) else {
            let known = CodecKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .option(codec: name, reason: "no kind is called '\(options.kind)'; there are \(known)")
        }
        (self.name, self.kind) = (name, kind)
        feedsBack = options.takeWord("feedback")
        isLayerwise = options.takeWord("by-layer")
        stage = options.takeWord("zstd") ? .zstd : options.takeWord("deflate") ? .deflate : .none
        self.options = options
        // Options are read again for each encoder; here it shows whether they can be.
        if kind == .dgc, feedsBack {
            throw .option(codec: name, reason: "dgc feeds back what it does not send by itself; leave 'feedback' out")
        }
        var all = options
        _ = try kind.payload(&all, tensors: [], count: 0, seed: 0)
        try all.requireNothingLeft()
    }

    /// An encoder of gradients of which nothing is known but their length.
    public func encoder(count: Int, seed: UInt64) throws(CompressionError) -> any GradientEncoder {
        try encoder(tensors: kind == .powerSGD ? TensorShape.square(count) : [TensorShape(vector: count)], seed: seed)
    }

    /// An encoder of gradients whose tensors are known: those of low rank need their rows and columns, and by layer each has a
    /// message of its own.
    /// - Throws: ``CompressionError/elements(_:reason:)`` or ``CompressionError/stage(_:reason:)``.
    public func encoder(tensors: [TensorShape], seed: UInt64) throws(CompressionError) -> any GradientEncoder {
        try encoder(tensors: tensors, seed: seed, kernels: .fastest)
    }

    /// An encoder in the loops of one instruction set.
    func encoder(
        tensors: [TensorShape], seed: UInt64, kernels: CompressionKernels
    ) throws(CompressionError) -> any GradientEncoder {
        _ = try TensorShape.count(of: tensors)
        guard isLayerwise else { return try whole(tensors, seed, kernels) }
        var parts: [any TwoStepEncoder] = []
        for (index, tensor) in tensors.enumerated() {
            parts.append(try whole([tensor], seed &+ UInt64(index), kernels))
        }
        return try PartsEncoder(parts, kernels: kernels)
    }

    private func whole(
        _ tensors: [TensorShape], _ seed: UInt64, _ kernels: CompressionKernels
    ) throws(CompressionError) -> any TwoStepEncoder {
        guard tensors.count <= Int(UInt16.max) else {
            throw .elements(tensors.count, reason: "of so many tensors; a message has 65,535 at most")
        }
        let count = try TensorShape.count(of: tensors)
        var options = options
        let payload = try kind.payload(&options, tensors: tensors, count: count, seed: seed, kernels: kernels)
        if kind == .dgc, let sparse = payload as? SparseEncoder {
            var settings = self.options
            return try DeepGradientCompression(sparse, count: count, settings.dgc(), stage: stage, kernels: kernels)
        }
        let encoder = try MessageEncoder(count: count, payload: payload, stage: stage, kernels: kernels)
        return feedsBack ? try ErrorFeedback(encoder) : encoder
    }
}
