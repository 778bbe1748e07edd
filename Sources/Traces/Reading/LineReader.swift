#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The lines of a file of any size, one after the other, from a buffer of one block.
///
/// A line ends with LF or CR LF; a byte order mark at the beginning is passed over. What stands behind the last line
/// end is no line: the file was cut there, and a number cut in its middle is another number.
struct LineReader: ~Copyable {
    /// Bytes that a line may have. A file without line ends is no trace, and would not fit into memory.
    static let longestLine = 1 << 16
    private static let blockSize = 1 << 20

    private let file: String
    private let descriptor: Int32
    private let block: UnsafeMutableRawPointer
    /// What was read and not handed out.
    private var rest = 0..<0
    /// The number of the line that ``next()`` gave last; the first is 1.
    private(set) var number = 0
    /// Whether the end was reached and no line end stood there.
    private(set) var isCut = false

    init(_ file: String) throws(TraceError) {
        self.file = file
        descriptor = open(file, O_RDONLY | O_CLOEXEC)
        block = .allocate(byteCount: Self.blockSize, alignment: 16)
        if descriptor < 0 { throw .unreadable(file: file, number: errno) }
        while rest.count < 3, try fill() {}
        if rest.count >= 3, block.loadUnaligned(as: UInt16.self) == UInt16(littleEndian: 0xBBEF),
            block.load(fromByteOffset: 2, as: UInt8.self) == 0xBF
        {
            rest = 3..<rest.upperBound
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        block.deallocate()
    }

    /// The next line without its end, valid until the next call; nil where no whole line is left.
    /// - Throws: ``TraceError/unreadable(file:number:)``, and ``TraceError/lineTooLong(file:line:limit:)``.
    mutating func next() throws(TraceError) -> UnsafeRawBufferPointer? {
        while true {
            let start = block + rest.lowerBound
            if let feed = memchr(start, 0x0A, rest.count) {
                var count = UnsafeMutableRawPointer(feed) - start
                rest = rest.lowerBound + count + 1..<rest.upperBound
                number += 1
                if count > Self.longestLine { throw tooLong(number) }
                if count > 0, start.load(fromByteOffset: count - 1, as: UInt8.self) == 0x0D { count -= 1 }
                return UnsafeRawBufferPointer(start: start, count: count)
            }
            if rest.count > Self.longestLine { throw tooLong(number + 1) }
            if try !fill() {
                isCut = !rest.isEmpty
                return nil
            }
        }
    }

    private func tooLong(_ line: Int) -> TraceError {
        .lineTooLong(file: file, line: line, limit: Self.longestLine)
    }

    /// Reads on behind what is left, which moves to the front.
    /// - Returns: whether there was anything.
    private mutating func fill() throws(TraceError) -> Bool {
        block.copyMemory(from: block + rest.lowerBound, byteCount: rest.count)
        rest = 0..<rest.count
        while true {
            let count = read(descriptor, block + rest.count, Self.blockSize - rest.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw .unreadable(file: file, number: errno) }
            rest = 0..<rest.count + count
            return count > 0
        }
    }
}
