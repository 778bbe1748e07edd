/// Reads the part of JSON that headers are made of: objects, texts, whole numbers and lists of these.
///
/// `JSONSerialization` and `JSONDecoder` keep one of two members of the same name and say nothing; two readers could then
/// take one file for different weights. Nothing here calls itself, so that no header can exhaust the stack.
struct HeaderScanner {
    private let file: String
    private let bytes: [UInt8]
    private var place = 0

    /// - Parameter bytes: the header alone.
    init(_ bytes: [UInt8], file: String) {
        self.file = file
        self.bytes = bytes
    }

    /// `{ "key": …, … }`.
    /// - Parameter member: reads a value, given its key.
    mutating func object(
        _ member: (inout HeaderScanner, String) throws(TensorFileError) -> Void
    ) throws(TensorFileError) {
        var keys: Set<String> = []
        try expect("{")
        guard !take("}") else { return }
        repeat {
            let key = try string()
            guard keys.insert(key).inserted else { throw .nameRepeated(file: file, name: key) }
            try expect(":")
            try member(&self, key)
        } while take(",")
        try expect("}")
    }

    /// `[1, 2, …]`.
    mutating func numbers() throws(TensorFileError) -> [Int] {
        try expect("[")
        guard !take("]") else { return [] }
        var numbers: [Int] = []
        repeat { numbers.append(try number()) } while take(",")
        try expect("]")
        return numbers
    }

    /// A text in quotes.
    mutating func string() throws(TensorFileError) -> String {
        try expect("\"")
        let start = place
        var text: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw fault("a character of a text, or its closing quote") }
            place += 1
            if byte == UInt8(ascii: "\\") { text += try escaped() } else { text.append(byte) }
        }
        // Not with white space before it, which would belong to the text.
        guard next != nil else { throw fault("a text's closing quote") }
        place += 1
        guard let valid = String(validating: text, as: UTF8.self) else {
            place = start
            throw fault("a text in UTF-8")
        }
        return valid
    }

    /// Nothing but white space up to the end.
    mutating func end() throws(TensorFileError) {
        skipSpace()
        guard next == nil else { throw fault("the end of the header") }
    }
}

extension HeaderScanner {
    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        // The format wants the brace as its first byte.
        guard place > 0 else { return }
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(TensorFileError) {
        guard take(character) else { throw fault("'\(character)'") }
    }

    /// A whole number from 0, without sign, fraction or leading zeros.
    private mutating func number() throws(TensorFileError) -> Int {
        skipSpace()
        let start = place
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        let digits = bytes[start..<place]
        guard !digits.isEmpty else { throw fault("a whole number from 0") }
        guard digits.count == 1 || digits.first != UInt8(ascii: "0"),
            let number = Int(String(decoding: digits, as: UTF8.self))
        else {
            place = start
            throw fault("a whole number without leading zeros, below 2^63")
        }
        return number
    }

    /// What stands for a character, behind the backslash.
    private mutating func escaped() throws(TensorFileError) -> [UInt8] {
        guard let byte = next else { throw fault("an escaped character") }
        switch byte {
        case UInt8(ascii: "u"):
            place += 1
            return try escapedScalar()
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            place += 1
            return [byte]
        default:
            guard let short = JSONText.shortEscapes.first(where: { $0.letter == byte }) else {
                throw fault("one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
            }
            place += 1
            return [short.byte]
        }
    }

    /// `XXXX`, or the two halves of a character beyond 16 bits.
    private mutating func escapedScalar() throws(TensorFileError) -> [UInt8] {
        let start = place
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code), bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
            place += 2
            let low = try hexadecimal()
            // What is no second half leaves a first one alone, which no scalar has.
            if (0xDC00..<0xE000).contains(low) { code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) }
        }
        guard let scalar = Unicode.Scalar(code) else {
            place = start
            throw fault("a whole character, not half of a pair")
        }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func hexadecimal() throws(TensorFileError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("four hexadecimal digits")
            }
            code = code << 4 | UInt32(digit)
            place += 1
        }
        return code
    }

    private func fault(_ expected: String) -> TensorFileError {
        let found = next.map { byte in
            (0x21..<0x7F).contains(byte) ? "'\(Unicode.Scalar(byte))'" : "the byte \(byte)"
        }
        return .headerInvalid(file: file, byte: 8 + place, found: found ?? "the header's end", expected: expected)
    }
}
