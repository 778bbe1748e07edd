/// Numbers in the text of a trace, to the nearest `Double`.
enum Number {
    /// Powers of ten that `Double` holds exactly.
    static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
    /// Digits that fit into 64 bits whatever they are.
    static let safeDigits = 19
    /// Whole numbers up to this one are exact.
    static let exactLimit: UInt64 = 1 << 53
    /// Some exporters under NumPy 2 write numbers as that prints them.
    private static let wrapping = (before: Array("np.float64(".utf8), after: UInt8(ascii: ")"))

    /// The value of a field: NaN where it is empty or says so, nil where it is no finite number.
    static func value(of field: UnsafeRawBufferPointer) -> Double? {
        var text = field.trimmed
        if text.count > wrapping.before.count, text.starts(with: wrapping.before), text.last == wrapping.after {
            text = UnsafeRawBufferPointer(rebasing: text[wrapping.before.count..<text.count - 1])
        }
        if text.isEmpty || isNaN(text) { return .nan }
        guard let decimal = Decimal(text) else { return nil }
        if let exact = decimal.exactValue { return exact }
        // The standard library rounds correctly and knows no locale. The text is a plain decimal number by now.
        return Double(String(decoding: text, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func isNaN(_ text: UnsafeRawBufferPointer) -> Bool {
        let letters = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
        return letters.count == 3 && zip(letters, "nan".utf8).allSatisfy { $0 | 0x20 == $1 }
    }
}

/// A decimal number: sign, digits with or without a point, and an exponent.
private struct Decimal {
    private var isNegative = false
    private var mantissa: UInt64 = 0
    private var digits = 0
    private var exponent = 0

    init?(_ text: UnsafeRawBufferPointer) {
        var bytes = text[...]
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            bytes = bytes.dropFirst()
        }
        takeDigits(&bytes)
        if bytes.first == UInt8(ascii: ".") {
            bytes = bytes.dropFirst()
            exponent = -takeDigits(&bytes)
        }
        guard digits > 0 else { return nil }
        if let letter = bytes.first, letter | 0x20 == UInt8(ascii: "e") {
            guard let power = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)), abs(power) < 100_000 else {
                return nil
            }
            exponent += power
            bytes = bytes.suffix(0)
        }
        guard bytes.isEmpty else { return nil }
    }

    @discardableResult private mutating func takeDigits(_ bytes: inout Slice<UnsafeRawBufferPointer>) -> Int {
        let count = bytes.prefix { $0 &- 0x30 < 10 }.count
        for byte in bytes.prefix(count) { mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30) }
        bytes = bytes.dropFirst(count)
        digits += count
        return count
    }

    /// One rounding of two exact numbers is the nearest number; nil where they are not exact.
    ///
    /// Source: W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990 (the fast path).
    var exactValue: Double? {
        guard digits <= Number.safeDigits, mantissa <= Number.exactLimit, abs(exponent) < Number.powers.count else {
            return nil
        }
        let whole = Double(mantissa)
        let size = exponent < 0 ? whole / Number.powers[-exponent] : whole * Number.powers[exponent]
        return isNegative ? -size : size
    }
}

extension UnsafeRawBufferPointer {
    /// Without blanks and quotation marks at its ends.
    var trimmed: UnsafeRawBufferPointer {
        func isPadding(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "\"") }
        guard let first = firstIndex(where: { !isPadding($0) }), let last = lastIndex(where: { !isPadding($0) }) else {
            return UnsafeRawBufferPointer(rebasing: self[0..<0])
        }
        return UnsafeRawBufferPointer(rebasing: self[first...last])
    }
}
