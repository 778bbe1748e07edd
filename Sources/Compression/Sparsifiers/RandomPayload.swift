import Kernels
import Statistics

/// The elements of a random sample; the sample's seed is sent in place of their positions.
final class RandomEncoder: PayloadEncoder {
    let format = WireFormat.random
    let parameterByteCount = 16
    let payloadCapacity: Int
    private let count: Int
    private let kept: Int
    /// What elements are multiplied with: n/k keeps the mean (Wangni et al., 2018, arXiv:1710.09854), 1 is for error feedback.
    private let factor: Float
    private let values: SparseValues
    private let seed: UInt64
    private var steps: UInt64 = 0
    private let sample: RandomSample
    private let chosen: UnsafeMutablePointer<Float>
    private let kernels: CompressionKernels

    init(
        count: Int, share: Double, isUnbiased: Bool, values: SparseValues, seed: UInt64,
        kernels: CompressionKernels = .fastest
    ) {
        (self.count, self.values, self.seed, self.kernels) = (count, values, seed, kernels)
        kept = SparseRule.kept(share, of: count)
        factor = isUnbiased && kept > 0 ? Float(Double(count) / Double(kept)) : 1
        payloadCapacity = values.byteCount(kept)
        sample = RandomSample(count: count, most: kept)
        chosen = .allocate(capacity: max(kept, 1))
    }

    deinit { chosen.deallocate() }

    var stateByteCount: Int { sample.byteCount + 4 * kept }

    func reset() { steps = 0 }

    func advance() { steps += 1 }

    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        // Elements that are not in the sample, too: feedback would keep them.
        try kernels.requireFinite(gradient, count: count)
        let own = SplitMix64.mixed(SplitMix64.mixed(seed) &+ (steps + 1) &* SplitMix64.increment)
        sample.draw(kept, seed: own)
        for i in 0..<kept { chosen[i] = factor * gradient[Int(sample.indices[i])] }
        if kernels.mostBits(chosen, count: kept) >= Float.infinity.bitPattern,
            let place = (0..<kept).first(where: { !chosen[$0].isFinite })
        {
            let index = Int(sample.indices[place])
            throw .outOfRange(index: index, value: gradient[index], format: "FP32, times \(factor),")
        }
        try values.write(chosen, count: kept, indices: sample.indices, to: payload, kernels)
        parameters.store(own, at: 0)
        parameters.store(UInt32(kept), at: 8)
        parameters.store(UInt32(values.rawValue), at: 12)
        return payloadCapacity
    }
}

final class RandomDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.random]
    private let count: Int
    private let kernels = CompressionKernels.fastest
    private let sample: RandomSample
    private let values: UnsafeMutablePointer<Float>
    var stateByteCount: Int { sample.byteCount + 4 * count }

    init(count: Int) {
        self.count = count
        sample = RandomSample(count: count, most: count)
        values = .allocate(capacity: max(count, 1))
    }

    deinit { values.deallocate() }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let kept = Int(message.parameters.littleEndian(UInt32.self, at: 8))
        guard kept <= count else { throw message.parameterError(at: 8, "\(kept) of \(count) elements are kept") }
        let written = try message.values(at: 12)
        guard written != .signs else { throw message.parameterError(at: 12, "signs are for sparse messages alone") }
        guard (13...15).allSatisfy({ message.parameters[$0] == 0 }) else {
            throw message.parameterError(at: 13, "it is not 0")
        }
        try message.requirePayload(of: written.byteCount(kept))
        try written.read(message, count: kept, into: values, kernels)
        try message.requireFinite(values, count: kept, kernels)
        sample.draw(kept, seed: message.parameters.littleEndian(UInt64.self, at: 0))
        gradient.update(repeating: 0, count: count)
        for i in 0..<kept { gradient[Int(sample.indices[i])] = values[i] }
    }
}

/// Draws samples of indices; an element's value stands where its index was drawn.
private final class RandomSample {
    let indices: UnsafeMutablePointer<Int32>
    private let count: Int
    private let words: Int
    private let bits: UnsafeMutablePointer<UInt64>
    let byteCount: Int

    init(count: Int, most: Int) {
        self.count = count
        indices = .allocate(capacity: max(most, 1))
        words = (count + 63) / 64
        bits = .allocate(capacity: max(words, 1))
        byteCount = 4 * most + 8 * words
    }

    deinit {
        indices.deallocate()
        bits.deallocate()
    }

    /// Fills the first k of ``indices``.
    func draw(_ k: Int, seed: UInt64) {
        IndexCoding.sample(k, of: count, seed: seed, bits: bits, indices: indices)
    }
}
