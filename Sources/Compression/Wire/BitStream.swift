/// Bits written one after the other, the first into the lowest bit of the first byte.
struct BitWriter {
    private let bytes: UnsafeMutablePointer<UInt8>
    private var word: UInt64 = 0
    private var filled = 0
    /// Whole bytes written so far.
    private(set) var byteCount = 0

    /// - Parameter memory: with room for all bits that will be written, and 8 bytes.
    init(_ memory: UnsafeMutableRawPointer) { bytes = memory.assumingMemoryBound(to: UInt8.self) }

    /// Writes the lower bits of a word, at most 32.
    mutating func write(_ bits: UInt64, count: Int) {
        word |= (bits & (1 << UInt64(count) - 1)) << UInt64(filled)
        filled += count
        guard filled >= 32 else { return }
        UnsafeMutableRawPointer(bytes + byteCount).store(UInt32(truncatingIfNeeded: word), at: 0)
        byteCount += 4
        word >>= 32
        filled -= 32
    }

    /// Fills up the last byte with zeros; returns all bytes.
    mutating func finish() -> Int {
        while filled > 0 {
            bytes[byteCount] = UInt8(truncatingIfNeeded: word)
            byteCount += 1
            word >>= 8
            filled -= 8
        }
        filled = 0
        return byteCount
    }
}

/// Bits read one after the other; those behind the end are 0, and that they were asked for is remembered.
struct BitReader {
    private let bytes: UnsafePointer<UInt8>
    private let byteCount: Int
    private var position = 0

    init(_ bytes: UnsafePointer<UInt8>, byteCount: Int) { (self.bytes, self.byteCount) = (bytes, byteCount) }

    /// Whether more was read than there is.
    var isBeyondEnd: Bool { position > 8 * byteCount }
    /// Whether all that is left are the bits that fill up the last byte, which are 0.
    var isAtEnd: Bool {
        guard position <= 8 * byteCount, 8 * byteCount - position < 8 else { return false }
        return position % 8 == 0 || bytes[byteCount - 1] >> UInt8(position % 8) == 0
    }

    /// The next bits, at most 56; they are not taken.
    var next: UInt64 {
        let byte = position / 8
        var word: UInt64 = 0
        if byte + 8 <= byteCount {
            word = UInt64(littleEndian: UnsafeRawPointer(bytes + byte).loadUnaligned(as: UInt64.self))
        } else if byte < byteCount {
            for i in byte..<byteCount { word |= UInt64(bytes[i]) << UInt64(8 * (i - byte)) }
        }
        return word >> UInt64(position % 8)
    }

    mutating func skip(_ count: Int) { position += count }

    /// The next bits, at most 32.
    mutating func read(_ count: Int) -> UInt64 {
        let bits = next & (1 << UInt64(count) - 1)
        position += count
        return bits
    }
}
