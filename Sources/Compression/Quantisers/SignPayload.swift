import Kernels

/// What an element below 0 and another one stand for.
enum SignScale: Sendable {
    /// −1 and 1: signSGD (Bernstein et al., 2018, arXiv:1802.04434).
    case none
    /// ∓ the mean magnitude of the bucket: EF-signSGD (Karimireddy et al., 2019, arXiv:1901.09847).
    case meanMagnitude
    /// The mean of those below 0 and that of the others: 1-bit SGD (Seide et al., Interspeech 2014).
    case meanOfEach

    fileprivate var floatsPerBucket: Int {
        switch self {
        case .none: 0
        case .meanMagnitude: 1
        case .meanOfEach: 2
        }
    }
}

/// A bit an element.
final class SignEncoder: PayloadEncoder {
    let format: WireFormat
    let parameterByteCount: Int
    let payloadCapacity: Int
    private let scale: SignScale
    private let buckets: Buckets
    private let kernels: CompressionKernels

    init(count: Int, _ scale: SignScale, bucket: Int, kernels: CompressionKernels = .fastest) {
        (self.scale, self.kernels) = (scale, kernels)
        buckets = Buckets(elements: count, size: bucket)
        parameterByteCount = scale.floatsPerBucket == 0 ? 0 : 4
        payloadCapacity = 4 * scale.floatsPerBucket * buckets.count + (count + 7) / 8
        format =
            switch scale {
            case .none: .sign
            case .meanMagnitude: .scaledSign
            case .meanOfEach: .twoValues
            }
    }

    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        if parameterByteCount > 0 { parameters.store(buckets.wireSize, at: 0) }
        let bits = (payload + 4 * scale.floatsPerBucket * buckets.count).assumingMemoryBound(to: UInt8.self)
        let (kernels, scale, buckets) = (kernels, scale, buckets)
        var sums = BucketSums()
        try inTiles(of: buckets.elements) { part throws(CompressionError) in
            let from = gradient + part.lowerBound
            let most = kernels.signs(from, count: part.count, bits: bits + part.lowerBound / 8)
            try kernels.requireFinite(most, from, count: part.count, offset: part.lowerBound)
            guard scale != .none else { return }
            // While they are in the cache.
            try buckets.inBuckets(part) { bucket, stretch throws(CompressionError) in
                sums.add(gradient + stretch.lowerBound, count: stretch.count, for: scale, kernels)
                guard stretch.upperBound == buckets.range(bucket).upperBound else { return }
                sums.write(scale, to: payload, bucket)
                sums = BucketSums()
            }
        }
        return payloadCapacity
    }
}

/// What the values of a bucket are made of.
private struct BucketSums {
    var count = 0
    var magnitudes = 0.0
    var below = 0.0
    var others = 0.0
    var countBelow = 0

    mutating func add(_ x: UnsafePointer<Float>, count: Int, for scale: SignScale, _ kernels: CompressionKernels) {
        self.count += count
        switch scale {
        case .none: return
        case .meanMagnitude: magnitudes += kernels.sumOfMagnitudes(x, count: count).total
        case .meanOfEach:
            let sums = kernels.sumsBySign(x, count: count)
            below += sums.below
            others += sums.others
            countBelow += sums.countBelow
        }
    }

    func write(_ scale: SignScale, to payload: UnsafeMutableRawPointer, _ bucket: Int) {
        switch scale {
        case .none: return
        case .meanMagnitude: payload.store(Float(magnitudes / Double(count)), at: 4 * bucket)
        case .meanOfEach:
            payload.store(Float(others / Double(max(count - countBelow, 1))), at: 8 * bucket)
            payload.store(Float(below / Double(max(countBelow, 1))), at: 8 * bucket + 4)
        }
    }
}

final class SignDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.sign, .scaledSign, .twoValues]
    private let count: Int
    private let kernels = CompressionKernels.fastest

    init(count: Int) { self.count = count }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let buckets = message.format == .sign ? Buckets(elements: count, size: 0) : message.buckets(at: 0)
        let floatsPerBucket = message.format == .sign ? 0 : message.format == .scaledSign ? 1 : 2
        let floats = 4 * floatsPerBucket * buckets.count
        try message.requirePayload(of: floats + (count + 7) / 8)
        try message.requireFilling(from: floats, bits: count)
        let bits = message.bytes(from: floats)
        for bucket in 0..<buckets.count {
            var (unset, set): (Float, Float) = (1, -1)
            if floatsPerBucket == 1 {
                unset = try message.magnitude(at: 4 * bucket)
                set = -unset
            } else if floatsPerBucket == 2 {
                (unset, set) = try (message.finite(at: 8 * bucket), message.finite(at: 8 * bucket + 4))
            }
            write(bits, buckets.range(bucket), unset, set, gradient)
        }
    }

    /// The elements of a bucket, which may begin within a byte.
    private func write(
        _ bits: UnsafePointer<UInt8>, _ range: Range<Int>, _ unset: Float, _ set: Float,
        _ gradient: UnsafeMutablePointer<Float>
    ) {
        let whole = min((range.lowerBound + 7) / 8 * 8, range.upperBound)
        for i in range.lowerBound..<whole { gradient[i] = bits[i / 8] >> UInt8(i % 8) & 1 == 1 ? set : unset }
        kernels.values(
            ofBits: bits + whole / 8, count: range.upperBound - whole, unset: unset, set: set, into: gradient + whole)
    }
}
