import CKernels

/// Ascending indices as bits, and as gaps between them in a Rice code.
public enum IndexCoding {
    /// Bytes that may be written behind the last of a code.
    public static let slack = Int(CK_POSITIONS_SLACK)

    /// The indices of set bits, of which at most `most` are written; returns how many there are.
    public static func list(
        _ bits: UnsafePointer<UInt8>, byteCount: Int, most: Int, into indices: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(ck_bits_list(bits, Int64(byteCount), Int64(most), indices))
    }

    /// Sets the bits of indices; the others are 0.
    public static func set(
        _ indices: UnsafePointer<Int32>, count: Int, in bits: UnsafeMutablePointer<UInt8>, byteCount: Int
    ) {
        ck_bits_set(indices, Int64(count), bits, Int64(byteCount))
    }

    /// The Rice parameter of `first` and the next two whose code of the gaps is the shortest, and its bits.
    public static func shortestGaps(
        _ indices: UnsafePointer<Int32>, count: Int, from first: Int
    ) -> (parameter: Int, bits: Int) {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: 3) { bits in
            ck_gaps_measure(indices, Int64(count), Int32(first), bits.baseAddress)
            let best = bits[0] <= bits[1] ? 0 : bits[1] <= bits[2] ? 1 : 2
            return (first + best, Int(bits[best]))
        }
    }

    /// Writes the gaps between indices; returns the bytes.
    /// - Parameter bytes: with ``slack`` behind.
    public static func writeGaps(
        _ indices: UnsafePointer<Int32>, count: Int, parameter: Int, to bytes: UnsafeMutablePointer<UInt8>
    ) -> Int {
        Int(ck_gaps_write(indices, Int64(count), Int32(parameter), bytes))
    }

    /// What reading gaps came to.
    public enum GapReading: Equatable, Sendable {
        case all
        /// So many before an index reached the number of elements, or the bytes ended.
        case ended(after: Int)
        /// There was something behind the last.
        case surplus
    }

    /// Reads the indices of `count` gaps, below `elements`.
    public static func readGaps(
        _ bytes: UnsafePointer<UInt8>, byteCount: Int, count: Int, elements: Int, parameter: Int,
        into indices: UnsafeMutablePointer<Int32>
    ) -> GapReading {
        let read = ck_gaps_read(
            bytes, Int64(byteCount), Int64(count), Int64(elements), Int32(parameter), indices)
        return read < 0 ? .surplus : read < count ? .ended(after: Int(read)) : .all
    }

    /// Draws k of n numbers, each set of them as probable, by R. W. Floyd's algorithm from SplitMix64.
    /// - Parameters:
    ///   - bits: ⌈n/64⌉ words; those of the numbers are set.
    ///   - indices: the numbers in the order of the draws.
    public static func sample(
        _ k: Int, of n: Int, seed: UInt64, bits: UnsafeMutablePointer<UInt64>, indices: UnsafeMutablePointer<Int32>
    ) {
        ck_sample(seed, Int64(n), Int64(k), bits, indices)
    }
}
