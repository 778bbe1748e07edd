import Kernels

/// TernGrad (Wen et al., 2017, arXiv:1705.07878): −1, 0 or 1 of the largest magnitude, at random so that the mean is the element; five
/// elements a byte. With clipping, elements beyond so many standard deviations count as these.
final class TernaryEncoder: PayloadEncoder {
    let format = WireFormat.ternary
    let parameterByteCount = 0
    let payloadCapacity: Int
    private let count: Int
    private let clip: Double?
    private let kernels: CompressionKernels
    private let seed: UInt64
    private var steps: UInt64 = 0
    private let levels: TernaryTile

    /// - Parameter clip: standard deviations, 2.5 in the paper; nil keeps the mean exact.
    init(count: Int, clip: Double?, seed: UInt64, kernels: CompressionKernels = .fastest) {
        (self.count, self.clip, self.seed, self.kernels) = (count, clip, seed, kernels)
        payloadCapacity = 4 + (count + 4) / 5
        levels = TernaryTile()
    }

    var stateByteCount: Int { levels.byteCount }

    func reset() { steps = 0 }

    func advance() { steps += 1 }

    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        var scale = try kernels.most(gradient, count: count)
        if let clip, count > 0 { scale = min(scale, Float(clip * deviation(gradient))) }
        scale = scale < 0x1p-126 ? 0 : scale
        payload.store(scale, at: 0)
        let lots = RandomLots(seed: seed, step: steps)
        let packed = (payload + 4).assumingMemoryBound(to: UInt8.self)
        levels.inTiles(of: count) { part in
            for array in 0..<5 {
                let (elements, to) = (TernaryTile.elements(array, part, of: count), levels.array(array))
                kernels.draw(
                    gradient + elements.lowerBound, count: elements.count, factor: scale == 0 ? 0 : 1 / scale, most: 1,
                    lots: lots.dropping(elements.lowerBound), levels: to)
                for i in elements.count..<part.count { to[i] = 0 }
            }
            kernels.packTernary(
                levels.array(0), pitch: TernaryTile.size, count: part.count, into: packed + part.lowerBound)
            return true
        }
        return payloadCapacity
    }
}

extension TernaryEncoder {
    /// The standard deviation of all elements.
    private func deviation(_ gradient: UnsafePointer<Float>) -> Double {
        let sums = kernels.sumsBySign(gradient, count: count)
        let mean = (sums.below + sums.others) / Double(count)
        let squares = kernels.sumOfSquares(gradient, count: count).total
        return max(squares / Double(count) - mean * mean, 0).squareRoot()
    }
}

final class TernaryDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.ternary]
    private let count: Int
    private let kernels = CompressionKernels.fastest
    private let levels = TernaryTile()

    init(count: Int) { self.count = count }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        try message.requirePayload(of: 4 + (count + 4) / 5)
        let scale = try message.magnitudes(1).numbers
        let packed = message.bytes(from: 4)
        let isRight = levels.inTiles(of: count) { part in
            guard
                kernels.unpackTernary(
                    packed + part.lowerBound, count: part.count, into: levels.array(0), pitch: TernaryTile.size)
            else { return false }
            for array in 0..<5 {
                let (elements, from) = (TernaryTile.elements(array, part, of: count), levels.array(array))
                kernels.scale(from, count: elements.count, by: scale, into: gradient + elements.lowerBound)
                // Digits of elements that there are not.
                for i in elements.count..<part.count where from[i] != 0 { return false }
            }
            return true
        }
        guard isRight else {
            throw message.error(at: 4, "a byte is above 242, or a digit behind the last element is not 1")
        }
    }
}

/// Levels of five stretches of the elements, of which a byte holds one each.
final class TernaryTile {
    /// Bytes of a tile.
    static let size = 1024
    private let levels = UnsafeMutablePointer<Int8>.allocate(capacity: 5 * size)

    deinit { levels.deallocate() }

    var byteCount: Int { 5 * Self.size }

    /// The levels of one stretch.
    func array(_ index: Int) -> UnsafeMutablePointer<Int8> { levels + index * Self.size }

    /// The elements of one stretch that some bytes hold.
    static func elements(_ array: Int, _ bytes: Range<Int>, of count: Int) -> Range<Int> {
        let begin = array * ((count + 4) / 5)
        return min(begin + bytes.lowerBound, count)..<min(begin + bytes.upperBound, count)
    }

    /// Walks the bytes of so many elements until `body` returns false.
    @discardableResult func inTiles(of count: Int, _ body: (_ bytes: Range<Int>) -> Bool) -> Bool {
        let width = (count + 4) / 5
        var at = 0
        while at < width {
            let end = min(at + Self.size, width)
            guard body(at..<end) else { return false }
            at = end
        }
        return true
    }
}
