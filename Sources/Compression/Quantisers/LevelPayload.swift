import Kernels
import RealModule
import Statistics

/// QSGD (Alistarh et al., 2017, arXiv:1610.02132): each element as one of s levels between 0 and the norm of its bucket, the one
/// below or above at random, so that the mean is the element.
struct QSGD: Sendable {
    /// What levels are shares of.
    enum Norm: UInt8, Sendable {
        case euclidean, largest
    }

    /// How levels are written.
    enum Coding: UInt8, Sendable {
        /// As many bits for each.
        case packed
        /// Distances and levels of those that are not 0, in Elias ω.
        case elias
    }

    /// 1 … 127.
    let levels: Int
    /// Elements of a bucket; 0 for all.
    let bucket: Int
    let norm: Norm
    let coding: Coding

    /// Bits of a level with its sign.
    static func bits(levels: Int) -> Int { 1 + (Int.bitWidth - levels.leadingZeroBitCount) }
}

final class LevelEncoder: PayloadEncoder {
    let format = WireFormat.qsgd
    let parameterByteCount = 8
    let payloadCapacity: Int
    private let rule: QSGD
    private let bits: Int
    private let buckets: Buckets
    private let kernels: CompressionKernels
    private let seed: UInt64
    private var steps: UInt64 = 0
    /// The levels of a tile; of all elements where they are coded one by one.
    private let levels: UnsafeMutablePointer<Int8>
    private let room: Int

    init(count: Int, _ rule: QSGD, seed: UInt64, kernels: CompressionKernels = .fastest) {
        (self.rule, self.seed, self.kernels) = (rule, seed, kernels)
        buckets = Buckets(elements: count, size: rule.bucket)
        bits = QSGD.bits(levels: rule.levels)
        room = rule.coding == .packed ? min(count, Buckets.tile) : count
        levels = .allocate(capacity: max(room, 1))
        // A level takes 14 bits at most, a distance of 1 one; longer ones take fewer bits than there are elements between.
        payloadCapacity =
            4 * buckets.count + (rule.coding == .packed ? (count * bits + 7) / 8 : 4 + 2 * count + 8)
    }

    deinit { levels.deallocate() }

    var stateByteCount: Int { room }

    func reset() { steps = 0 }

    func advance() { steps += 1 }

    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        parameters.store(buckets.wireSize, at: 0)
        parameters.store(UInt8(rule.levels), at: 4)
        parameters.store(rule.norm.rawValue, at: 5)
        parameters.store(rule.coding.rawValue, at: 6)
        parameters.store(UInt8(0), at: 7)
        for bucket in 0..<buckets.count { try writeScale(gradient, bucket, payload) }
        let lots = RandomLots(seed: seed, step: steps)
        let place = payload + 4 * buckets.count
        guard rule.coding == .packed else {
            try draw(gradient, 0..<buckets.elements, lots, payload)
            return 4 * buckets.count + EliasLevels.write(levels, count: buckets.elements, to: place)
        }
        let packed = place.assumingMemoryBound(to: UInt8.self)
        let (kernels, levels, bits) = (kernels, levels, bits)
        try inTiles(of: buckets.elements) { part throws(CompressionError) in
            try draw(gradient, part, lots, payload)
            kernels.pack(levels, count: part.count, bits: bits, into: packed + part.lowerBound / 8 * bits)
        }
        return payloadCapacity
    }

    /// The norm of a bucket ÷ s.
    private func writeScale(
        _ gradient: UnsafePointer<Float>, _ bucket: Int, _ payload: UnsafeMutableRawPointer
    ) throws(CompressionError) {
        let range = buckets.range(bucket)
        let from = gradient + range.lowerBound
        let (most, norm): (UInt32, Double)
        switch rule.norm {
        case .largest:
            most = kernels.mostBits(from, count: range.count)
            norm = Double(Float(bitPattern: most))
        case .euclidean:
            let squares = kernels.sumOfSquares(from, count: range.count)
            (most, norm) = (squares.most, squares.total.squareRoot())
        }
        try kernels.requireFinite(most, from, count: range.count, offset: range.lowerBound)
        guard Float(norm).isFinite else {
            let index = range.first { gradient[$0].magnitude.bitPattern == most } ?? range.lowerBound
            throw .outOfRange(
                index: index, value: gradient[index], format: "the norm of a bucket of \(range.count) elements in FP32")
        }
        let scale = Float.level(of: norm, count: rule.levels)
        // Where its inverse would be infinite, the bucket is sent as zeros.
        payload.store(scale < 0x1p-126 ? 0 : scale, at: 4 * bucket)
    }

    private func draw(
        _ gradient: UnsafePointer<Float>, _ part: Range<Int>, _ lots: RandomLots, _ payload: UnsafeMutableRawPointer
    ) throws(CompressionError) {
        let (kernels, levels, most) = (kernels, levels, rule.levels)
        let scales = UnsafeRawBufferPointer(start: payload, count: 4 * buckets.count)
        try buckets.inBuckets(part) { bucket, part throws(CompressionError) in
            let scale = scales.float(at: 4 * bucket)
            kernels.draw(
                gradient + part.lowerBound, count: part.count, factor: scale == 0 ? 0 : 1 / scale, most: most,
                lots: lots.dropping(part.lowerBound), levels: levels + part.lowerBound % room)
        }
    }
}

extension RandomLots {
    /// Those of a step of an encoder.
    init(seed: UInt64, step: UInt64) {
        self.init(SplitMix64.mixed(SplitMix64.mixed(seed) &+ (step + 1) &* SplitMix64.increment))
    }
}

final class LevelDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.qsgd]
    private let count: Int
    private let kernels = CompressionKernels.fastest
    private let levels: UnsafeMutablePointer<Int8>

    init(count: Int) {
        self.count = count
        levels = .allocate(capacity: max(min(count, Buckets.tile), 1))
    }

    deinit { levels.deallocate() }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let buckets = message.buckets(at: 0)
        let most = Int(message.parameters[4])
        guard (1...127).contains(most) else { throw message.parameterError(at: 4, "\(most) levels; 1 to 127 can be") }
        guard QSGD.Norm(rawValue: message.parameters[5]) != nil else {
            throw message.parameterError(at: 5, "no norm has the number \(message.parameters[5])")
        }
        guard let coding = QSGD.Coding(rawValue: message.parameters[6]) else {
            throw message.parameterError(at: 6, "no coding has the number \(message.parameters[6])")
        }
        guard message.parameters[7] == 0 else { throw message.parameterError(at: 7, "it is not 0") }
        let scales = 4 * buckets.count
        guard message.payload.count >= scales else {
            throw message.error(at: message.payload.count, "the payload ends before its \(buckets.count) norms")
        }
        let isLarge = try !(Float(most) * message.magnitudes(buckets.count).most).isFinite
        switch coding {
        case .packed: try unpack(message, buckets, most, into: gradient)
        case .elias: try EliasLevels.read(message, buckets, most: most, into: gradient)
        }
        if isLarge { try message.requireFinite(gradient, count: count, kernels) }
    }

    private func unpack(
        _ message: ReceivedMessage, _ buckets: Buckets, _ most: Int, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let bits = QSGD.bits(levels: most)
        let scales = 4 * buckets.count
        try message.requirePayload(of: scales + (count * bits + 7) / 8)
        try message.requireFilling(from: scales, bits: count * bits)
        let packed = message.bytes(from: scales)
        let norms = UnsafeRawPointer(message.bytes(from: 0)).assumingMemoryBound(to: Float.self)
        let (kernels, levels) = (kernels, levels)
        try inTiles(of: count) { part throws(CompressionError) in
            let begin = part.lowerBound / 8 * bits
            guard kernels.unpack(packed + begin, count: part.count, bits: bits, most: most, into: levels) else {
                throw message.error(at: scales + begin, "a level near here is above \(most), or a 0 with a sign")
            }
            kernels.scale(
                levels, count: part.count, from: part.lowerBound, bucket: buckets.size, by: norms,
                into: gradient + part.lowerBound)
        }
    }
}
