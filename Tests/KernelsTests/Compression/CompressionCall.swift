import Statistics

@testable import Kernels

/// One call of ``CompressionKernels``: its numbers, and its buffers as bytes.
struct CompressionCall {
    enum Operation: String, CaseIterable {
        case most, sumOfMagnitudes, sumOfSquares, sumsBySign, signs, twoValues, round, draw, scale, pack, unpack
        case packTernary, unpackTernary, drawExponents, powersOfTwo, project, projectBack, reconstruct, checksum
        case narrow, widen
    }

    /// What a call returns or writes.
    struct Result {
        var numbers: [Double] = []
        var words: [UInt64] = []
        var bytes: [UInt8] = []

        var floats: [Float] { CompressionCall.elements(of: bytes, as: Float.self) }

        /// Bit by bit.
        func isSame(as other: Result) -> Bool {
            numbers.map(\.bitPattern) == other.numbers.map(\.bitPattern) && words == other.words && bytes == other.bytes
        }
    }

    var operation: Operation
    /// Elements; bytes of checksums, bytes of packed digits.
    var count: Int
    /// Of a matrix, whose product is taken with `rank` vectors.
    var rows = 0
    var columns = 0
    var rank = 0
    /// Elements of a bucket.
    var bucket = 1
    /// Of payloads.
    var format = FloatFormat.fp32
    /// Factor or scale, the value of unset bits, or the least magnitude of a bucket.
    var factor: Float = 1
    var bits = 2
    var most = 1
    var state: UInt64 = 0
    /// What is read: one or two buffers.
    var inputs: [[UInt8]] = []

    var floats: [Float] { Self.elements(of: inputs[0], as: Float.self) }
    var levels: [Int8] { Self.elements(of: inputs[0], as: Int8.self) }

    static func elements<Element>(of bytes: [UInt8], as _: Element.Type) -> [Element] {
        bytes.withUnsafeBytes { memory in
            (0..<memory.count / MemoryLayout<Element>.stride).map {
                memory.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.stride, as: Element.self)
            }
        }
    }

    static func bytes<Element>(_ elements: [Element]) -> [UInt8] { elements.withUnsafeBytes { Array($0) } }

    /// Bytes that it writes.
    var outputCount: Int {
        switch operation {
        case .most, .sumOfMagnitudes, .sumOfSquares, .sumsBySign, .checksum: 0
        case .signs: (count + 7) / 8
        case .twoValues, .scale, .powersOfTwo: 4 * count
        case .round: 4 * bucketCount + count
        case .draw, .unpack, .packTernary, .drawExponents: count
        case .narrow: count * format.byteCount
        case .widen: 4 * count
        case .pack: (count * bits + 7) / 8
        case .unpackTernary: 5 * count
        case .project: 4 * rank * rows
        case .projectBack: 4 * rank * columns
        case .reconstruct: 4 * rows * columns
        }
    }

    var bucketCount: Int { (count + bucket - 1) / bucket }

    /// Whether an instruction set has it.
    func isThere(_ kernels: CompressionKernels) -> Bool {
        switch operation {
        case .narrow, .widen: kernels.stream(format) != nil
        default: true
        }
    }

    /// What it comes to, in memory with guarded ends.
    func result(_ kernels: CompressionKernels, guarded side: GuardedBuffer.Guard = .after) throws -> Result {
        let memory = try inputs.map { try GuardedBuffer($0, guarded: side) }
        let output = try GuardedBuffer(count: outputCount, guarded: side)
        return withExtendedLifetime((memory, output)) {
            var result = Result()
            run(kernels, memory.map(\.start), output.start, &result)
            result.bytes = Array(UnsafeRawBufferPointer(start: output.start, count: outputCount))
            return result
        }
    }

    private func run(
        _ kernels: CompressionKernels, _ inputs: [UnsafeMutableRawPointer], _ output: UnsafeMutableRawPointer,
        _ result: inout Result
    ) {
        let x = inputs[0].assumingMemoryBound(to: Float.self)
        let levels = inputs[0].assumingMemoryBound(to: Int8.self)
        let packed = inputs[0].assumingMemoryBound(to: UInt8.self)
        let (floats, bytes) = (output.assumingMemoryBound(to: Float.self), output.assumingMemoryBound(to: UInt8.self))
        let (small, lots) = (output.assumingMemoryBound(to: Int8.self), RandomLots(state))
        let other = inputs.count > 1 ? inputs[1] : inputs[0]
        switch operation {
        case .most: result.words = [UInt64(kernels.mostBits(x, count: count))]
        case .sumOfMagnitudes:
            let sum = kernels.sumOfMagnitudes(x, count: count)
            (result.numbers, result.words) = ([sum.total], [UInt64(sum.most)])
        case .sumOfSquares:
            let sum = kernels.sumOfSquares(x, count: count)
            (result.numbers, result.words) = ([sum.total], [UInt64(sum.most)])
        case .sumsBySign:
            let sums = kernels.sumsBySign(x, count: count)
            (result.numbers, result.words) = ([sums.below, sums.others], [UInt64(sums.most), UInt64(sums.countBelow)])
        case .signs: result.words = [UInt64(kernels.signs(x, count: count, bits: bytes))]
        case .twoValues: kernels.values(ofBits: packed, count: count, unset: factor, set: -2 * factor, into: floats)
        case .round:
            let most = kernels.roundInBuckets(
                x, count: count, bucket: bucket, least: factor, scales: floats, levels: small + 4 * bucketCount)
            result.words = [UInt64(most)]
        case .draw: kernels.draw(x, count: count, factor: factor, most: most, lots: lots, levels: small)
        case .scale:
            kernels.scale(
                levels, count: count, from: bits, bucket: bucket, by: other.assumingMemoryBound(to: Float.self),
                into: floats)
        case .pack: kernels.pack(levels, count: count, bits: bits, into: bytes)
        case .unpack:
            let isRight = kernels.unpack(packed, count: count, bits: bits, most: most, into: small)
            result.words = [isRight ? 1 : 0]
        case .packTernary: kernels.packTernary(levels, pitch: count, count: count, into: bytes)
        case .unpackTernary:
            let isRight = kernels.unpackTernary(packed, count: count, into: small, pitch: count)
            result.words = [isRight ? 1 : 0]
        case .drawExponents: kernels.drawExponents(x, count: count, lots: lots, exponents: bytes)
        case .powersOfTwo:
            kernels.powersOfTwo(packed, signs: other.assumingMemoryBound(to: UInt8.self), count: count, into: floats)
        case .project, .projectBack, .reconstruct:
            multiply(kernels, x, other.assumingMemoryBound(to: Float.self), floats)
        case .checksum:
            var sums = firstSums
            kernels.add(packed, count: count, place: bits, to: &sums)
            result.words = [sums.sum, sums.weighted]
        case .narrow:
            var sums = firstSums
            let most = kernels.stream(format)?.narrow(x, count: count, to: bytes, place: bits, adding: &sums)
            result.words = [UInt64(most ?? 0), sums.sum, sums.weighted]
        case .widen:
            var sums = firstSums
            let most = kernels.stream(format)?.widen(packed, count: count, into: floats, place: bits, adding: &sums)
            result.words = [UInt64(most ?? 0), sums.sum, sums.weighted]
        }
    }

    /// Sums of what came before.
    var firstSums: FletcherSums { FletcherSums(sum: state, weighted: state &* 3) }

    private func multiply(
        _ kernels: CompressionKernels, _ x: UnsafePointer<Float>, _ factors: UnsafePointer<Float>,
        _ product: UnsafeMutablePointer<Float>
    ) {
        switch operation {
        case .project: kernels.project(x, rows: rows, columns: columns, on: factors, rank: rank, into: product)
        case .projectBack:
            kernels.projectBack(x, rows: rows, columns: columns, from: factors, rank: rank, into: product)
        default: kernels.reconstruct(x, factors, rows: rows, columns: columns, rank: rank, into: product)
        }
    }
}
