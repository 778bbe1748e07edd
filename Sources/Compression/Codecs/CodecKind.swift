import Kernels

/// The kinds of codecs; the options of each are in `suites/README.md`.
public enum CodecKind: String, Sendable, CaseIterable {
    case fp32, fp16, bf16, int8
    case sign
    case scaledSign = "scaled-sign"
    case oneBit = "one-bit"
    case qsgd
    case ternGrad = "terngrad"
    case natural
    case topK = "top-k"
    case sampledTopK = "sampled-top-k"
    case threshold
    case randomK = "random-k"
    case dgc
    case powerSGD = "power-sgd"

    /// What it belongs to, as GRACE parts them (Xu et al., ICDCS 2021).
    public enum Family: String, Sendable {
        case none, quantisation, sparsification
        case lowRank = "low rank"
    }

    /// What it belongs to.
    public var family: Family {
        switch self {
        case .fp32: .none
        case .fp16, .bf16, .int8, .sign, .scaledSign, .oneBit, .qsgd, .ternGrad, .natural: .quantisation
        case .topK, .sampledTopK, .threshold, .randomK, .dgc: .sparsification
        case .powerSGD: .lowRank
        }
    }

    /// Whether messages of the same gradient differ at random.
    public var isStochastic: Bool {
        switch self {
        case .qsgd, .ternGrad, .natural, .randomK: true
        default: false
        }
    }

    /// The encoder of its payload.
    /// - Parameter options: of which it takes its own.
    func payload(
        _ options: inout CodecOptions, tensors: [TensorShape], count: Int, seed: UInt64,
        kernels: CompressionKernels = .fastest
    ) throws(CompressionError) -> any PayloadEncoder {
        switch self {
        case .fp32: FloatEncoder(count: count, .fp32, kernels: kernels)
        case .fp16: FloatEncoder(count: count, .fp16, kernels: kernels)
        case .bf16: FloatEncoder(count: count, .bf16, kernels: kernels)
        case .int8: IntegerEncoder(count: count, bucket: try options.bucket(), kernels: kernels)
        case .sign: SignEncoder(count: count, .none, bucket: 0, kernels: kernels)
        case .scaledSign: SignEncoder(count: count, .meanMagnitude, bucket: try options.bucket(), kernels: kernels)
        case .oneBit: SignEncoder(count: count, .meanOfEach, bucket: try options.bucket(), kernels: kernels)
        case .qsgd: LevelEncoder(count: count, try options.qsgd(), seed: seed, kernels: kernels)
        case .ternGrad:
            TernaryEncoder(
                count: count, clip: try options.number(after: "clip", in: 0.1...100), seed: seed, kernels: kernels)
        case .natural: NaturalEncoder(count: count, seed: seed, kernels: kernels)
        case .topK: try options.sparse(count, .top(share: options.share()), kernels)
        case .sampledTopK: try options.sparse(count, .sampledTop(share: options.share()), kernels)
        case .threshold: try options.sparse(count, .threshold(options.magnitude()), kernels)
        case .randomK:
            RandomEncoder(
                count: count, share: try options.share(), isUnbiased: options.takeWord("unbiased"),
                values: try options.values(isSample: true), seed: seed, kernels: kernels)
        case .dgc:
            try options.sparse(count, .sampledTop(share: DeepGradientCompression.mostShare(options.dgc())), kernels)
        case .powerSGD:
            LowRankEncoder(
                tensors: tensors, rank: try options.whole("a rank", in: 1...64), isWarm: !options.takeWord("cold"),
                seed: seed, kernels: kernels)
        }
    }
}

extension CodecOptions {
    fileprivate mutating func bucket() throws(CompressionError) -> Int {
        try whole(after: "bucket", in: 1...1 << 30) ?? 0
    }

    fileprivate mutating func share() throws(CompressionError) -> Double {
        try number("the share that is kept", in: 1e-7...1)
    }

    fileprivate mutating func magnitude() throws(CompressionError) -> Float {
        Float(try number("the least magnitude", in: 0...1e30))
    }

    fileprivate mutating func qsgd() throws(CompressionError) -> QSGD {
        let levels = try whole("the number of levels", in: 1...127)
        let bucket = try bucket()
        return QSGD(
            levels: levels, bucket: bucket, norm: takeWord("max") ? .largest : .euclidean,
            coding: takeWord("elias") ? .elias : .packed)
    }

    fileprivate mutating func values(isSample: Bool = false) throws(CompressionError) -> SparseValues {
        if takeWord("fp16") { return .fp16 }
        if takeWord("bf16") { return .bf16 }
        return !isSample && takeWord("signs") ? .signs : .fp32
    }

    fileprivate mutating func sparse(
        _ count: Int, _ rule: SparseRule, _ kernels: CompressionKernels
    ) throws(CompressionError) -> SparseEncoder {
        let positions: SparsePositions? =
            takeWord("coo") ? .coordinates : takeWord("bitmap") ? .bitmap : takeWord("gaps") ? .gaps : nil
        return SparseEncoder(count: count, rule, positions: positions, values: try values(), kernels: kernels)
    }

    /// The settings of deep gradient compression.
    mutating func dgc() throws(CompressionError) -> DeepGradientCompression.Settings {
        var settings = DeepGradientCompression.Settings(share: try share())
        if let momentum = try number(after: "momentum", in: 0...0.999) { settings.momentum = Float(momentum) }
        settings.clip = try number(after: "clip", in: 1e-6...1e6)
        settings.stepsPerEpoch = try whole(after: "warm-up", in: 1...1_000_000) ?? 0
        return settings
    }
}
