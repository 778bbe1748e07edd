#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Takes the fields of a line one after the other, where they stand.
struct FieldCursor {
    private var position: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private let delimiter: UInt8
    /// Whether all fields were taken. A line has one field more than it has delimiters.
    private(set) var isAtEnd = false

    /// nil for a line without a byte.
    init?(_ line: UnsafeRawBufferPointer, delimiter: UInt8) {
        guard let start = line.baseAddress, !line.isEmpty else { return nil }
        position = start.assumingMemoryBound(to: UInt8.self)
        end = position + line.count
        self.delimiter = delimiter
    }

    /// The next field's bytes; empty behind the last one.
    mutating func field() -> UnsafeRawBufferPointer {
        let start = position
        let found = isAtEnd ? nil : memchr(start, Int32(delimiter), end - start)
        let last = found.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) } ?? end
        step(behind: last)
        return UnsafeRawBufferPointer(start: start, count: last - start)
    }

    /// The next field's number: NaN where it is missing, nil where it is none.
    mutating func number() -> Double? {
        var at = position
        let isNegative = at < end && at.pointee == UInt8(ascii: "-")
        if isNegative { at += 1 }
        var mantissa: UInt64 = 0
        let whole = at
        while at < end, at.pointee &- 0x30 < 10 {
            mantissa = mantissa &* 10 &+ UInt64(at.pointee &- 0x30)
            at += 1
        }
        var (digits, decimals) = (at - whole, 0)
        if at < end, at.pointee == UInt8(ascii: ".") {
            at += 1
            let fraction = at
            while at < end, at.pointee &- 0x30 < 10 {
                mantissa = mantissa &* 10 &+ UInt64(at.pointee &- 0x30)
                at += 1
            }
            decimals = at - fraction
            digits += decimals
        }
        // What most fields are; `Number` reads all others.
        guard digits > 0, digits <= Number.safeDigits, mantissa <= Number.exactLimit,
            at == end || at.pointee == delimiter
        else { return Number.value(of: field()) }
        step(behind: at)
        let size = Double(mantissa) / Number.powers[decimals]
        return isNegative ? -size : size
    }

    private mutating func step(behind last: UnsafePointer<UInt8>) {
        isAtEnd = last == end
        position = isAtEnd ? end : last + 1
    }
}
