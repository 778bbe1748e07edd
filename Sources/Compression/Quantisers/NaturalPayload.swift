import Kernels

/// Natural compression (Horváth et al., 2019, arXiv:1905.10988): a power of two, the one below or above at random, so that the mean is
/// the element. Magnitudes above 2^127 are sent as that.
final class NaturalEncoder: PayloadEncoder {
    let format = WireFormat.natural
    let parameterByteCount = 0
    let payloadCapacity: Int
    private let count: Int
    private let kernels: CompressionKernels
    private let seed: UInt64
    private var steps: UInt64 = 0

    init(count: Int, seed: UInt64, kernels: CompressionKernels = .fastest) {
        (self.count, self.seed, self.kernels) = (count, seed, kernels)
        payloadCapacity = count + (count + 7) / 8
    }

    func reset() { steps = 0 }

    func advance() { steps += 1 }

    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        let exponents = payload.assumingMemoryBound(to: UInt8.self)
        let lots = RandomLots(seed: seed, step: steps)
        let (kernels, count) = (kernels, count)
        try inTiles(of: count) { part throws(CompressionError) in
            let from = gradient + part.lowerBound
            let most = kernels.signs(from, count: part.count, bits: exponents + count + part.lowerBound / 8)
            try kernels.requireFinite(most, from, count: part.count, offset: part.lowerBound)
            kernels.drawExponents(
                from, count: part.count, lots: lots.dropping(part.lowerBound), exponents: exponents + part.lowerBound)
        }
        return payloadCapacity
    }
}

final class NaturalDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.natural]
    private let count: Int
    private let kernels = CompressionKernels.fastest

    init(count: Int) { self.count = count }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        try message.requirePayload(of: count + (count + 7) / 8)
        try message.requireFilling(from: count, bits: count)
        let (kernels, count) = (kernels, count)
        try inTiles(of: count) { part throws(CompressionError) in
            let to = gradient + part.lowerBound
            kernels.powersOfTwo(
                message.bytes(from: part.lowerBound), signs: message.bytes(from: count + part.lowerBound / 8),
                count: part.count, into: to)
            // An exponent of 255 stands for no number.
            try message.requireFinite(to, count: part.count, kernels)
        }
    }
}
