import CKernels

/// Where a sequence of random numbers of 16 bits stands, of which the i-th is a function of i.
public struct RandomLots: Sendable {
    fileprivate let keys: CKLots

    /// - Parameter state: any number; another one is another sequence.
    public init(_ state: UInt64) {
        keys = CKLots(
            first: UInt32(truncatingIfNeeded: state), second: UInt32(truncatingIfNeeded: state >> 32), begin: 0)
    }

    private init(_ keys: CKLots) { self.keys = keys }

    /// The sequence from a later number on.
    public func dropping(_ count: Int) -> RandomLots {
        RandomLots(
            CKLots(first: keys.first, second: keys.second, begin: keys.begin &+ UInt32(truncatingIfNeeded: count)))
    }
}

/// What codecs of gradients are made of, in the loops of one instruction set; results are equal bit by bit on all of them. Nothing
/// is allocated, and no two buffers of a call overlap.
public struct CompressionKernels: @unchecked Sendable {
    /// The instruction set as variants name it.
    public let name: String
    /// Instruction sets beyond the compiler's baseline.
    public let features: [CPUFeature]
    private let table: CKCompression

    /// All that were compiled for this architecture, slowest first.
    public static let all: [CompressionKernels] = [
        CompressionKernels("portable", [], ck_compression_baseline),
        CompressionKernels("avx2", [.avx2, .fma], ck_compression_avx2),
        CompressionKernels("avx512", [.avx512], ck_compression_avx512),
    ].compactMap { $0 }

    /// The last of ``all`` that this machine runs.
    public static let fastest = all.last { $0.unavailable == nil } ?? all[0]

    init?(_ name: String, _ features: [CPUFeature], _ table: UnsafePointer<CKCompression>?) {
        guard let table else { return nil }
        self.name = name
        self.features = features
        self.table = table.pointee
    }

    /// Why this machine cannot run them; nil where it can.
    public var unavailable: String? { CPUFeature.absence(among: features) }
}

// Sums over all elements.
extension CompressionKernels {
    /// The bits of the largest magnitude, 0 without elements; what is no number is larger than all.
    public func mostBits(_ x: UnsafePointer<Float>, count: Int) -> UInt32 { table.most(x, Int64(count)) }

    /// Σ|x|, with the bits of the largest magnitude.
    public func sumOfMagnitudes(_ x: UnsafePointer<Float>, count: Int) -> (most: UInt32, total: Double) {
        var total = 0.0
        let most = table.sumOfMagnitudes(x, Int64(count), &total)
        return (most, total)
    }

    /// Σx², with the bits of the largest magnitude.
    public func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> (most: UInt32, total: Double) {
        var total = 0.0
        let most = table.sumOfSquares(x, Int64(count), &total)
        return (most, total)
    }

    /// The sum of the elements below 0 and that of the others, and how many are below, with the bits of the largest magnitude.
    public func sumsBySign(
        _ x: UnsafePointer<Float>, count: Int
    ) -> (most: UInt32, below: Double, others: Double, countBelow: Int) {
        var (below, others, countBelow) = (0.0, 0.0, Int64(0))
        let most = table.sumsBySign(x, Int64(count), &below, &others, &countBelow)
        return (most, below, others, Int(countBelow))
    }
}

// Bits and small integers.
extension CompressionKernels {
    /// A bit an element, the lowest first, set below 0; bits beyond the last element are 0. Returns the bits of the largest magnitude.
    @discardableResult public func signs(
        _ x: UnsafePointer<Float>, count: Int, bits: UnsafeMutablePointer<UInt8>
    ) -> UInt32 {
        table.signs(x, Int64(count), bits)
    }

    /// One of two values an element.
    public func values(
        ofBits bits: UnsafePointer<UInt8>, count: Int, unset: Float, set: Float, into x: UnsafeMutablePointer<Float>
    ) {
        table.twoValues(bits, Int64(count), unset, set, x)
    }

    /// x·127/m to nearest, ties to even, where m is the largest magnitude of each bucket, and scales m/127; both are 0 where m is below
    /// `least`. Returns the bits of the largest magnitude of all: where that is no number, some levels and scales are arbitrary.
    public func roundInBuckets(
        _ x: UnsafePointer<Float>, count: Int, bucket: Int, least: Float, scales: UnsafeMutablePointer<Float>,
        levels: UnsafeMutablePointer<Int8>
    ) -> UInt32 {
        table.roundInBuckets(x, Int64(count), Int64(bucket), least, scales, levels)
    }

    /// x·factor to the integer below or above it at random, so that the mean is x·factor within 2^-17; `most` is the largest magnitude, at most 127.
    public func draw(
        _ x: UnsafePointer<Float>, count: Int, factor: Float, most: Int, lots: RandomLots,
        levels: UnsafeMutablePointer<Int8>
    ) {
        table.drawLevels(x, Int64(count), factor, Int32(most), lots.keys, levels)
    }

    /// x = level·scale of elements of buckets of so many.
    /// - Parameters:
    ///   - begin: the first of them among all elements.
    ///   - scales: of all buckets.
    public func scale(
        _ levels: UnsafePointer<Int8>, count: Int, from begin: Int = 0, bucket: Int = .max,
        by scales: UnsafePointer<Float>, into x: UnsafeMutablePointer<Float>
    ) {
        table.scaleLevels(levels, Int64(count), Int64(begin), Int64(bucket), scales, x)
    }

    /// Levels in `bits` bits each, 2 ... 8: the magnitude, and above it the sign.
    public func pack(
        _ levels: UnsafePointer<Int8>, count: Int, bits: Int, into packed: UnsafeMutablePointer<UInt8>
    ) {
        table.packLevels(levels, Int64(count), Int32(bits), packed)
    }

    /// Returns false where a magnitude is above `most` or a 0 has a sign.
    public func unpack(
        _ packed: UnsafePointer<UInt8>, count: Int, bits: Int, most: Int, into levels: UnsafeMutablePointer<Int8>
    ) -> Bool {
        table.unpackLevels(packed, Int64(count), Int32(bits), Int32(most), levels) != 0
    }

    /// Levels −1, 0, 1 of five arrays of `count` elements, `pitch` apart, five a byte.
    public func packTernary(
        _ levels: UnsafePointer<Int8>, pitch: Int, count: Int, into packed: UnsafeMutablePointer<UInt8>
    ) {
        withUnsafeTemporaryAllocation(of: UnsafePointer<Int8>?.self, capacity: 5) { arrays in
            for i in 0..<5 { arrays[i] = levels + i * pitch }
            table.packTernary(arrays.baseAddress, Int64(count), packed)
        }
    }

    /// Returns false where a byte is above 242.
    public func unpackTernary(
        _ packed: UnsafePointer<UInt8>, count: Int, into levels: UnsafeMutablePointer<Int8>, pitch: Int
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Int8>?.self, capacity: 5) { arrays in
            for i in 0..<5 { arrays[i] = levels + i * pitch }
            return table.unpackTernary(packed, Int64(count), arrays.baseAddress) != 0
        }
    }

    /// Exponents, in FP32's own form, of the powers of two below or above |x|, at random so that the mean is |x|; at most 254.
    public func drawExponents(
        _ x: UnsafePointer<Float>, count: Int, lots: RandomLots, exponents: UnsafeMutablePointer<UInt8>
    ) {
        table.drawExponents(x, Int64(count), lots.keys, exponents)
    }

    /// Powers of two with signs; 0 where the exponent is 0.
    public func powersOfTwo(
        _ exponents: UnsafePointer<UInt8>, signs: UnsafePointer<UInt8>, count: Int,
        into x: UnsafeMutablePointer<Float>
    ) {
        table.powersOfTwo(exponents, signs, Int64(count), x)
    }
}

// Products with a few vectors, which lie one behind the other.
extension CompressionKernels {
    /// a (rank×rows) = b (rank×columns) · matrixᵀ.
    public func project(
        _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, on b: UnsafePointer<Float>, rank: Int,
        into a: UnsafeMutablePointer<Float>
    ) {
        table.project(matrix, Int64(rows), Int64(columns), b, Int64(rank), a)
    }

    /// b (rank×columns) = a (rank×rows) · matrix.
    public func projectBack(
        _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, from a: UnsafePointer<Float>, rank: Int,
        into b: UnsafeMutablePointer<Float>
    ) {
        table.projectBack(matrix, Int64(rows), Int64(columns), a, Int64(rank), b)
    }

    /// matrix (rows×columns) = aᵀ·b.
    public func reconstruct(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, rows: Int, columns: Int, rank: Int,
        into matrix: UnsafeMutablePointer<Float>
    ) {
        table.reconstruct(a, b, Int64(rows), Int64(columns), Int64(rank), matrix)
    }
}

/// Fletcher's two sums of some words of a message.
public struct FletcherSums: Equatable, Sendable {
    /// Σ word.
    public fileprivate(set) var sum: UInt64
    /// Σ (place + 1)·word.
    public fileprivate(set) var weighted: UInt64

    /// Those of words so far, of none at first.
    public init(sum: UInt64 = 0, weighted: UInt64 = 0) { (self.sum, self.weighted) = (sum, weighted) }
}

extension CompressionKernels {
    /// Adds words, the first of them at a place.
    public func add(_ bytes: UnsafePointer<UInt8>, count: Int, place: Int, to sums: inout FletcherSums) {
        table.checksum(bytes, Int64(count), UInt64(place), &sums.sum, &sums.weighted)
    }
}

/// Large payloads of floating-point numbers, written past the caches and read in one pass with their checksum.
public struct FloatStream: @unchecked Sendable {
    private let table: CKFloats

    fileprivate init?(_ table: CKFloats) {
        guard table.narrow != nil else { return nil }
        self.table = table
    }

    /// Writes numbers to nearest, ties to even, and adds their words, the first at a place; returns the bits of the largest
    /// magnitude of the elements.
    /// - Parameter payload: on a whole word.
    public func narrow(
        _ x: UnsafePointer<Float>, count: Int, to payload: UnsafeMutablePointer<UInt8>, place: Int,
        adding sums: inout FletcherSums
    ) -> UInt32 {
        table.narrow(x, Int64(count), payload, UInt64(place), &sums.sum, &sums.weighted)
    }

    /// Reads numbers and adds their words, the first at a place; returns the bits of the largest magnitude.
    public func widen(
        _ payload: UnsafePointer<UInt8>, count: Int, into x: UnsafeMutablePointer<Float>, place: Int,
        adding sums: inout FletcherSums
    ) -> UInt32 {
        table.widen(payload, Int64(count), x, UInt64(place), &sums.sum, &sums.weighted)
    }
}

extension CompressionKernels {
    /// The streams of a format; nil where this instruction set cannot convert to it.
    public func stream(_ format: FloatFormat) -> FloatStream? {
        switch format {
        case .fp32: FloatStream(table.fp32)
        case .fp16: FloatStream(table.fp16)
        case .bf16: FloatStream(table.bf16)
        }
    }
}
