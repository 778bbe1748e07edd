import CKernels

/// Where a sequence of random numbers stands, of which the i-th is a function of i.
public struct RandomLots: Sendable {
    fileprivate let keys: CKLots

    /// - Parameter state: any number; another one is another sequence.
    public init(_ state: UInt64) {
        keys = CKLots(first: UInt32(truncatingIfNeeded: state), second: UInt32(truncatingIfNeeded: state >> 32))
    }

    private init(_ keys: CKLots) { self.keys = keys }

    /// The sequence from a later number on.
    public func dropping(_ count: Int) -> RandomLots {
        RandomLots(CKLots(first: keys.first &+ UInt32(truncatingIfNeeded: count), second: keys.second))
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

    /// Σ|x|.
    public func sumOfMagnitudes(_ x: UnsafePointer<Float>, count: Int) -> Double {
        table.sumOfMagnitudes(x, Int64(count))
    }

    /// Σx².
    public func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double { table.sumOfSquares(x, Int64(count)) }

    /// The sum of the elements below 0 and that of the others, and how many are below.
    public func sumsBySign(
        _ x: UnsafePointer<Float>, count: Int
    ) -> (below: Double, others: Double, countBelow: Int) {
        var (below, others) = (0.0, 0.0)
        let countBelow = table.sumsBySign(x, Int64(count), &below, &others)
        return (below, others, Int(countBelow))
    }
}

// Bits and small integers.
extension CompressionKernels {
    /// A bit an element, the lowest first, set below 0; bits beyond the last element are 0.
    public func signs(_ x: UnsafePointer<Float>, count: Int, bits: UnsafeMutablePointer<UInt8>) {
        table.signs(x, Int64(count), bits)
    }

    /// One of two values an element.
    public func values(
        ofBits bits: UnsafePointer<UInt8>, count: Int, unset: Float, set: Float, into x: UnsafeMutablePointer<Float>
    ) {
        table.twoValues(bits, Int64(count), unset, set, x)
    }

    /// x·factor to nearest, ties to even; magnitudes of the products are at most 127.
    public func round(
        _ x: UnsafePointer<Float>, count: Int, factor: Float, levels: UnsafeMutablePointer<Int8>
    ) {
        table.roundToLevels(x, Int64(count), factor, levels)
    }

    /// x·factor to the integer below or above it by lot, so that the mean is x·factor; `most` is the largest magnitude, at most 127.
    public func draw(
        _ x: UnsafePointer<Float>, count: Int, factor: Float, most: Int, lots: RandomLots,
        levels: UnsafeMutablePointer<Int8>
    ) {
        table.drawLevels(x, Int64(count), factor, Int32(most), lots.keys, levels)
    }

    /// x = level·scale.
    public func scale(
        _ levels: UnsafePointer<Int8>, count: Int, by scale: Float, into x: UnsafeMutablePointer<Float>
    ) {
        table.scaleLevels(levels, Int64(count), scale, x)
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

    /// Exponents, in FP32's own form, of the powers of two below or above |x|, by lot so that the mean is |x|; at most 254.
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

extension CompressionKernels {
    /// Adds words to Fletcher's two sums, the first of them at a place.
    public func addToSums(
        _ bytes: UnsafePointer<UInt8>, count: Int, place: Int, sum: inout UInt64, weighted: inout UInt64
    ) {
        table.checksum(bytes, Int64(count), UInt64(place), &sum, &weighted)
    }
}
