import Foundation
import TestSupport
import Testing

@testable import Models

/// Files that are refused, each for its own reason.
@Suite struct TensorFileErrorTests {
    private func error(_ data: Data) -> TensorFileError? {
        do {
            _ = try TensorFile(data: data, name: "f")
            return nil
        } catch { return error }
    }

    private func error(_ header: String, bytes: Int = 0) -> TensorFileError? {
        error(TensorFixtures.data(header: header, bytes: bytes))
    }

    /// `"name":{…}` of a tensor.
    private func tensor(_ name: String, _ shape: String, _ offsets: String, as element: String = "F32") -> String {
        "\"\(name)\":{\"dtype\":\"\(element)\",\"shape\":[\(shape)],\"data_offsets\":[\(offsets)]}"
    }

    @Test func refusesLengthsThatCannotBe() {
        for count in 0..<8 { #expect(error(Data(count: count)) == .tooShort(file: "f", byteCount: count)) }
        let limit = 100_000_000
        let long = withUnsafeBytes(of: UInt64(limit + 1).littleEndian) { Data($0) } + Data("{}".utf8)
        #expect(error(long) == .headerTooLong(file: "f", length: UInt64(limit + 1), limit: limit))
        let longest = withUnsafeBytes(of: UInt64(limit).littleEndian) { Data($0) } + Data("{}".utf8)
        #expect(error(longest) == .headerPastEnd(file: "f", length: limit, byteCount: 10))
        #expect(error(Data(repeating: 0xFF, count: 9)) == .headerTooLong(file: "f", length: .max, limit: limit))
        #expect(
            error(TensorFixtures.data(header: "{}").dropLast()) == .headerPastEnd(file: "f", length: 2, byteCount: 9))
    }

    @Test func refusesHeadersThatAreNone() {
        let cases: [(String, byte: Int, found: String, expected: String)] = [
            ("", 0, "the header's end", "'{'"), (" {}", 0, "the byte 32", "'{'"), ("[]", 0, "'['", "'{'"),
            ("{", 1, "the header's end", "'\"'"), ("{}x", 2, "'x'", "the end of the header"),
            ("{} \u{1}", 3, "the byte 1", "the end of the header"), ("{,}", 1, "','", "'\"'"),
            ("{\"a\"}", 4, "'}'", "':'"), ("{\"a\":1}", 5, "'1'", "'{'"),
            ("{\"a\":{\"shape\":[1]", 17, "the header's end", "'}'"),
            ("{\"a", 3, "the header's end", "a text's closing quote"),
            ("{\"a\n\":", 3, "the byte 10", "a character of a text, or its closing quote"),
            ("{\"\\x\"", 3, "'x'", "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"),
            ("{\"\\", 3, "the header's end", "an escaped character"),
            ("{\"\\u12G4\"", 6, "'G'", "four hexadecimal digits"),
            ("{\"\\uD83D\"", 4, "'D'", "a whole character, not half of a pair"),
            ("{\"\\uD83Dx\"", 4, "'D'", "a whole character, not half of a pair"),
            ("{\"\\uD83D\\u0041\"", 4, "'D'", "a whole character, not half of a pair"),
            ("{\"\\uDE00\"", 4, "'D'", "a whole character, not half of a pair"),
            ("{\"__metadata__\":{\"k\":1}}", 21, "'1'", "'\"'"), ("{\"__metadata__\":null}", 16, "'n'", "'{'"),
            ("{\"a\":{\"shape\":[-1]}}", 15, "'-'", "a whole number from 0"),
            ("{\"a\":{\"shape\":[1.0]}}", 16, "'.'", "']'"), ("{\"a\":{\"shape\":[1e2]}}", 16, "'e'", "']'"),
            ("{\"a\":{\"shape\":[1,]}}", 17, "']'", "a whole number from 0"),
            ("{\"a\":{\"shape\":[01]}}", 15, "'0'", "a whole number without leading zeros, below 2^63"),
            (
                "{\"a\":{\"shape\":[9223372036854775808]}}", 15, "'9'",
                "a whole number without leading zeros, below 2^63"
            ),
        ]
        for (header, byte, found, expected) in cases {
            #expect(
                error(header) == .headerInvalid(file: "f", byte: 8 + byte, found: found, expected: expected),
                "\(header)")
        }
        let bytes = Array("{\"".utf8) + [0xC3, 0x28] + Array("\":{}}".utf8)
        #expect(
            error(TensorFixtures.data(header: bytes, body: []))
                == .headerInvalid(file: "f", byte: 10, found: "the byte 195", expected: "a text in UTF-8"))
    }

    @Test func refusesNamesUsedTwice() {
        let a = tensor("a", "1", "0,4")
        #expect(error("{\(a)}", bytes: 4) == nil)
        #expect(error("{\(a),\(a)}", bytes: 4) == .nameRepeated(file: "f", name: "a"))
        #expect(error("{\(a),\(tensor("\\u0061", "1", "4,8"))}", bytes: 8) == .nameRepeated(file: "f", name: "a"))
        // One letter, or a letter and its accent.
        #expect(
            error("{\(tensor("\u{E9}", "1", "0,4")),\(tensor("e\u{301}", "1", "4,8"))}", bytes: 8)
                == .nameRepeated(file: "f", name: "é"))
        #expect(error("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}") == .nameRepeated(file: "f", name: "k"))
        #expect(error("{\"__metadata__\":{},\"__metadata__\":{}}") == .nameRepeated(file: "f", name: "__metadata__"))
        #expect(error("{\"a\":{\"shape\":[1],\"shape\":[2]}}") == .nameRepeated(file: "f", name: "shape"))
    }

    @Test func refusesTensorsThatDoNotFit() {
        let a = tensor("a", "2", "0,8")
        let cases: [(String, Int, TensorFileError)] = [
            (
                "{\(tensor("a", "1", "0,1", as: "F8_E4M3"))}", 1,
                .elementUnknown(file: "f", tensor: "a", element: "F8_E4M3")
            ),
            ("{\(tensor("a", "1", "0,4", as: "f32"))}", 4, .elementUnknown(file: "f", tensor: "a", element: "f32")),
            ("{\"a\":{\"size\":[1]}}", 0, .fieldUnknown(file: "f", tensor: "a", field: "size")),
            (
                "{\"a\":{\"dtype\":\"I8\",\"shape\":[]}}", 0,
                .fieldMissing(file: "f", tensor: "a", field: "data_offsets")
            ),
            ("{\"a\":{\"dtype\":\"I8\"}}", 0, .fieldMissing(file: "f", tensor: "a", field: "shape")),
            ("{\"a\":{}}", 0, .fieldMissing(file: "f", tensor: "a", field: "dtype")),
            ("{\(tensor("a", "2", "0,4,8"))}", 8, .offsetCount(file: "f", tensor: "a", count: 3)),
            ("{\(tensor("a", "2", ""))}", 8, .offsetCount(file: "f", tensor: "a", count: 0)),
            ("{\(tensor("a", "2", "8,0"))}", 8, .offsetsReversed(file: "f", tensor: "a", start: 8, end: 0)),
            ("{\(a)}", 7, .offsetsPastEnd(file: "f", tensor: "a", end: 8, byteCount: 7)),
            ("{\(a)}", 9, .trailingBytes(file: "f", byteCount: 1)), ("{}", 3, .trailingBytes(file: "f", byteCount: 3)),
            ("{\(a),\(tensor("b", "1", "4,8"))}", 8, .overlap(file: "f", tensor: "b", other: "a")),
            ("{\(a),\(tensor("b", "0", "4,4"))}", 8, .overlap(file: "f", tensor: "b", other: "a")),
            ("{\(a),\(tensor("b", "1", "12,16"))}", 16, .gap(file: "f", tensor: "b", byteCount: 4)),
            ("{\(tensor("a", "1", "4,8"))}", 8, .gap(file: "f", tensor: "a", byteCount: 4)),
            (
                "{\(tensor("a", "3", "0,8"))}", 8,
                .sizeDiffers(file: "f", tensor: "a", element: .f32, shape: [3], expected: 12, actual: 8)
            ),
            (
                "{\(tensor("a", "2, 2", "0,16", as: "F16"))}", 16,
                .sizeDiffers(file: "f", tensor: "a", element: .f16, shape: [2, 2], expected: 8, actual: 16)
            ),
            (
                "{\(tensor("a", "4611686018427387904", "0,0"))}", 0,
                .shapeInvalid(file: "f", tensor: "a", shape: [1 << 62])
            ),
        ]
        for (header, bytes, expected) in cases { #expect(error(header, bytes: bytes) == expected, "\(header)") }
        // Empty tensors take no byte, whatever their other dimensions.
        #expect(
            error("{\(a),\(tensor("b", "0,9223372036854775807,9", "8,8")),\(tensor("c", "0", "0,0"))}", bytes: 8) == nil
        )
    }

    @Test func refusesNumbersThatAreNotFinite() {
        let cases: [(String, [UInt8], String)] = [
            ("F32", [0, 0, 0x80, 0x7F], "inf"), ("F32", [0, 0, 0x80, 0xFF], "-inf"),
            ("F32", [1, 0, 0x80, 0x7F], "nan"),
            ("F64", [0, 0, 0, 0, 0, 0, 0xF0, 0xFF], "-inf"), ("F64", [0, 0, 0, 0, 0, 0, 0xF8, 0x7F], "nan"),
            ("F16", [0, 0x7C], "inf"), ("F16", [1, 0xFC], "nan"), ("BF16", [0x80, 0x7F], "inf"),
            ("BF16", [0xC0, 0x7F], "nan"),
        ]
        for (element, bytes, value) in cases {
            let header = "{\(tensor("a", "3", "0,\(3 * bytes.count)", as: element))}"
            let body = [UInt8](repeating: 0, count: 2 * bytes.count) + bytes
            #expect(
                error(TensorFixtures.data(header: Array(header.utf8), body: body))
                    == .notFinite(file: "f", tensor: "a", element: 2, value: value), "\(element) \(bytes)")
        }
        // The same bits are good integers.
        let header = Array("{\(tensor("a", "1", "0,4", as: "I32"))}".utf8)
        #expect(error(TensorFixtures.data(header: header, body: [0, 0, 0x80, 0x7F])) == nil)
    }

    @Test func refusesTensorsInMemoryThatNoFileHolds() throws {
        let a = StoredTensor("a", shape: [1], floats: [1])
        #expect(throws: TensorFileError.nameRepeated(file: "tensors in memory", name: "a")) { try TensorFile([a, a]) }
        #expect(throws: TensorFileError.nameReserved(file: "f", name: "__metadata__")) {
            try TensorFile([StoredTensor("__metadata__", shape: [1], floats: [1])], name: "f")
        }
        #expect(throws: TensorFileError.shapeInvalid(file: "f", tensor: "a", shape: [-1, -1])) {
            try TensorFile([StoredTensor("a", shape: [-1, -1], floats: [1])], name: "f")
        }
        #expect(throws: TensorFileError.notFinite(file: "f", tensor: "a", element: 1, value: "inf")) {
            // FP16 ends at 65504.
            try TensorFile([StoredTensor("a", shape: [2], floats: [1, 65520], as: .fp16)], name: "f")
        }
    }

    @Test func refusesFilesThatCannotBeReadOrWritten() throws {
        let folder = try MadeUpTree()
        let path = folder.path("none.safetensors")
        #expect(throws: TensorFileError.unreadable(file: path, reason: "there is no such file")) {
            try TensorFile(path: path)
        }
        #expect(throws: TensorFileError.unreadable(file: folder.root, reason: "it is a directory")) {
            try TensorFile(path: folder.root)
        }
        #expect(throws: TensorFileError.self) { try TensorFile([]).write(to: folder.path("no/such/folder")) }
        #expect(throws: TensorFileError.tooShort(file: path, byteCount: 0)) {
            try TensorFile(path: folder.write("none.safetensors", bytes: []))
        }
    }
}
