/// Levels that are not 0, each with its distance from the one before, in Elias ω codes (P. Elias, "Universal codeword sets and
/// representations of the integers", IEEE Transactions on Information Theory 21(2), 1975), as QSGD's paper proposes.
enum EliasLevels {
    /// Returns the bytes.
    static func write(_ levels: UnsafePointer<Int8>, count: Int, to memory: UnsafeMutableRawPointer) -> Int {
        var writer = BitWriter(memory + 4)
        var (last, written) = (-1, UInt32(0))
        for i in 0..<count where levels[i] != 0 {
            write(i - last, &writer)
            writer.write(levels[i] < 0 ? 1 : 0, count: 1)
            write(Int(levels[i].magnitude), &writer)
            last = i
            written += 1
        }
        memory.store(written, at: 0)
        return 4 + writer.finish()
    }

    /// Writes all elements.
    static func read(
        _ message: ReceivedMessage, _ buckets: Buckets, most: Int, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let begin = 4 * buckets.count
        guard message.payload.count >= begin + 4 else {
            throw message.error(at: message.payload.count, "the payload ends before its number of levels")
        }
        let written = Int(message.payload.littleEndian(UInt32.self, at: begin))
        guard written <= buckets.elements else {
            throw message.error(at: begin, "\(written) levels for \(buckets.elements) elements")
        }
        gradient.update(repeating: 0, count: buckets.elements)
        var reader = BitReader(message.bytes(from: begin + 4), byteCount: message.payload.count - begin - 4)
        var index = -1
        for _ in 0..<written {
            let distance = read(&reader)
            let sign = reader.read(1)
            let level = read(&reader)
            guard let distance, let level, !reader.isBeyondEnd else {
                throw message.error(
                    at: message.payload.count, "the payload ends within its levels, or a code is too long")
            }
            index += distance
            guard index < buckets.elements, level <= most else {
                throw message.error(
                    at: begin + 4,
                    "a level of \(level) for element \(index); \(most) and \(buckets.elements) are the ends")
            }
            gradient[index] = Float(sign == 1 ? -level : level) * message.payload.float(at: 4 * (index / buckets.size))
        }
        guard reader.isAtEnd else { throw message.error(at: begin + 4, "there is more behind the last level") }
    }

    /// The groups are found from the last to the first.
    static func write(_ number: Int, _ writer: inout BitWriter) {
        var (code, length) = (UInt64(0), 1)
        var rest = UInt64(number)
        while rest > 1 {
            let bits = UInt64.bitWidth - rest.leadingZeroBitCount
            // The most significant bit goes first: a group stands in front of what there is, mirrored.
            var mirrored = UInt64(0)
            for bit in 0..<bits { mirrored |= (rest >> UInt64(bits - 1 - bit) & 1) << UInt64(bit) }
            code = code << UInt64(bits) | mirrored
            length += bits
            rest = UInt64(bits - 1)
        }
        writer.write(code, count: min(length, 32))
        if length > 32 { writer.write(code >> 32, count: length - 32) }
    }

    /// The next number; nil where it is longer than 32 bits.
    static func read(_ reader: inout BitReader) -> Int? {
        var number = 1
        while reader.read(1) == 1 {
            guard number < 32 else { return nil }
            let bits = reader.read(number)
            var next = 1
            for bit in 0..<number { next = next << 1 | Int(bits >> UInt64(bit) & 1) }
            number = next
        }
        return number
    }
}
