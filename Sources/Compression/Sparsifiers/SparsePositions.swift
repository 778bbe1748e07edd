import Kernels
import RealModule

/// How the positions of kept elements are written.
enum SparsePositions: UInt8, Sendable, CaseIterable {
    /// An index for each.
    case coordinates
    /// A bit for each element.
    case bitmap
    /// The gaps between them, in a Rice code (R. F. Rice, "Some practical universal noiseless coding techniques", JPL 79-22, 1979).
    case gaps

    /// Positions with their bytes.
    struct Plan {
        let positions: SparsePositions
        /// Of gaps; else 0.
        let parameter: Int
        let byteCount: Int
    }

    /// What the positions take, with the best parameter.
    func plan(_ indices: UnsafePointer<Int32>, kept: Int, of count: Int) -> Plan {
        switch self {
        case .coordinates: Plan(positions: self, parameter: 0, byteCount: 4 * kept)
        case .bitmap: Plan(positions: self, parameter: 0, byteCount: (count + 7) / 8)
        case .gaps: Self.gapPlan(indices, kept: kept, of: count)
        }
    }

    /// Those that take the fewest bytes.
    static func smallest(_ indices: UnsafePointer<Int32>, kept: Int, of count: Int) -> Plan {
        var smallest = gaps.plan(indices, kept: kept, of: count)
        let bits = bitmap.plan(indices, kept: kept, of: count)
        if bits.byteCount < smallest.byteCount { smallest = bits }
        let each = coordinates.plan(indices, kept: kept, of: count)
        return each.byteCount < smallest.byteCount ? each : smallest
    }

    /// Gaps of a mean g are shortest with a parameter near log2(g·ln 2) (Gallager, van Voorhis, IEEE Transactions on Information
    /// Theory 21(2), 1975); its neighbours are tried, too.
    private static func gapPlan(_ indices: UnsafePointer<Int32>, kept: Int, of count: Int) -> Plan {
        guard kept > 0 else { return Plan(positions: .gaps, parameter: 0, byteCount: 0) }
        let mean = Double(count - kept) / Double(kept)
        let near = max(Int((mean * Double.log(2) + 1).exponent), 0)
        let best = IndexCoding.shortestGaps(indices, count: kept, from: max(near - 1, 0))
        return Plan(positions: .gaps, parameter: best.parameter, byteCount: (best.bits + 7) / 8)
    }

    /// Bytes that any plan takes at most; 8 more are written behind gaps and overwritten.
    static func mostBytes(kept: Int, of count: Int) -> Int {
        max(4 * kept, (count + 7) / 8 + 4 * kept) + IndexCoding.slack
    }
}

extension SparsePositions.Plan {
    /// Writes ascending indices.
    func write(
        _ indices: UnsafePointer<Int32>, kept: Int, of count: Int, to memory: UnsafeMutableRawPointer
    ) {
        let bytes = memory.assumingMemoryBound(to: UInt8.self)
        switch positions {
        case .coordinates:
            memory.copyMemory(from: indices, byteCount: 4 * kept)
        case .bitmap: IndexCoding.set(indices, count: kept, in: bytes, byteCount: byteCount)
        case .gaps: _ = IndexCoding.writeGaps(indices, count: kept, parameter: parameter, to: bytes)
        }
    }

    /// Reads ascending indices below `count`.
    /// - Parameter offset: of the first byte in the payload.
    func read(
        _ message: ReceivedMessage, from offset: Int, kept: Int, of count: Int,
        into indices: UnsafeMutablePointer<Int32>
    ) throws(CompressionError) {
        let bytes = message.bytes(from: offset)
        switch positions {
        case .coordinates:
            let memory = UnsafeRawPointer(bytes)
            var last = -1
            for i in 0..<kept {
                let index = Int(
                    UInt32(littleEndian: memory.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self)))
                guard index > last, index < count else {
                    throw message.error(at: offset + 4 * i, "index \(index) behind \(last), of \(count) elements")
                }
                indices[i] = Int32(truncatingIfNeeded: index)
                last = index
            }
        case .bitmap:
            try message.requireFilling(from: offset, bits: count)
            let found = IndexCoding.list(bytes, byteCount: byteCount, most: kept, into: indices)
            guard found == kept else { throw message.error(at: offset, "\(found) bits are set, not \(kept)") }
        case .gaps:
            switch IndexCoding.readGaps(
                bytes, byteCount: byteCount, count: kept, elements: count, parameter: parameter, into: indices)
            {
            case .all: return
            case .surplus: throw message.error(at: offset, "there is more behind the last gap")
            case .ended(let read):
                throw message.error(at: offset, "the gaps of \(read + 1) elements reach beyond the end")
            }
        }
    }
}
