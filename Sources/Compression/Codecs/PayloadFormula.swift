import Kernels

extension Codec {
    /// Bytes that a message's payload has by arithmetic on the codec's options alone; nil where they depend on the gradient: with
    /// thresholds, codes of varying length and lossless stages.
    ///
    /// Of n elements in m buckets: quantisers n·b/8 and their numbers of each bucket; sparsifiers k values and k indices or n
    /// bits; low rank r·(rows + columns) of each matrix and all elements of vectors.
    /// - Parameter tensors: of the gradient.
    public func payloadFormula(tensors: [TensorShape]) -> Double? {
        guard stage == .none else { return nil }
        guard isLayerwise else { return bytes(tensors) }
        var sum = 0.0
        for tensor in tensors {
            guard let own = bytes([tensor]) else { return nil }
            // Each part is a message, filled up to whole words.
            sum += ((own + 16 + Double(parameterByteCount(tensors: 1))) / 4).rounded(.up) * 4
        }
        return sum
    }

    private func parameterByteCount(tensors: Int) -> Int {
        switch kind {
        case .fp32, .fp16, .bf16, .sign, .ternGrad, .natural: 0
        case .int8, .scaledSign, .oneBit: 4
        case .qsgd, .topK, .sampledTopK, .threshold, .dgc: 8
        case .randomK: 16
        case .powerSGD: 4 + 8 * tensors
        }
    }

    private func bytes(_ tensors: [TensorShape]) -> Double? {
        let count = tensors.reduce(0) { $0 + $1.count }
        let n = Double(count)
        var options = options
        func buckets(_ size: Int?) -> Double { size.map { (n / Double($0)).rounded(.up) } ?? (count > 0 ? 1 : 0) }
        func values(_ options: inout CodecOptions) -> Double {
            options.takeWord("fp16") || options.takeWord("bf16") ? 2 : 4
        }
        switch kind {
        case .fp32: return 4 * n
        case .fp16, .bf16: return 2 * n
        case .int8: return n + 4 * buckets(bucket)
        case .sign: return (n / 8).rounded(.up)
        case .scaledSign: return (n / 8).rounded(.up) + 4 * buckets(bucket)
        case .oneBit: return (n / 8).rounded(.up) + 8 * buckets(bucket)
        case .qsgd:
            guard let levels = share.flatMap({ Int(exactly: $0) }), !options.takeWord("elias") else { return nil }
            return (n * Double(QSGD.bits(levels: levels)) / 8).rounded(.up) + 4 * buckets(bucket)
        case .ternGrad: return 4 + (n / 5).rounded(.up)
        case .natural: return n + (n / 8).rounded(.up)
        case .topK:
            guard let share else { return nil }
            let kept = Double(SparseRule.kept(share, of: count))
            let positions =
                options.takeWord("coo") ? 4 * kept : options.takeWord("bitmap") ? (n / 8).rounded(.up) : nil
            guard let positions else { return nil }
            if options.takeWord("signs") { return 4 + (kept / 8).rounded(.up) + positions }
            return values(&options) * kept + positions
        case .randomK:
            guard let share else { return nil }
            return values(&options) * Double(SparseRule.kept(share, of: count))
        case .powerSGD:
            guard let rank = share.flatMap({ Int(exactly: $0) }) else { return nil }
            return tensors.reduce(0) { sum, tensor in
                let factors = min(rank, tensor.rows, tensor.columns) * (tensor.rows + tensor.columns)
                return sum + 4 * Double(tensor.rows == 0 ? tensor.count : min(factors, tensor.count))
            }
        case .sampledTopK, .threshold, .dgc: return nil
        }
    }

    /// The number that stands alone.
    private var share: Double? {
        var options = options
        return try? options.number("", in: -.infinity ... .infinity)
    }

    private var bucket: Int? {
        var options = options
        return try? options.whole(after: "bucket", in: 1...1 << 30)
    }
}
