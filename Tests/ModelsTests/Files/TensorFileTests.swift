import Foundation
import Kernels
import Statistics
import TestSupport
import Testing

@testable import Models

/// Files of the Python package, and ours.
@Suite struct TensorFileTests {
    private let awkward = "é/ü \"\\\u{8}\u{C}\n\r\t\u{1}\u{1F}\u{7F} 重み 😀"

    @Test func readsEveryTypeThatPythonWrites() throws {
        let file = try TensorFixtures.file("types")
        #expect(file.metadata == ["écrit par": "a \"test\"\n"])
        #expect(
            file.tensors.map(\.name) == [
                "uint64", "int64", "f64", "empty", "f32", "scalar", "int32", "bf16", "f16", "int16", "int8", awkward,
                "uint8", "bool",
            ])
        for name in ["f32", "f16", "bf16"] {
            let expected = try TensorFixtures.numbers(name)
            let numbers = try file.floats(name)
            #expect(numbers.map(Double.init) == expected, "\(name)")
            #expect(numbers[1].sign == .minus, "\(name) has lost the sign of zero")
        }
        #expect(file["f64"]?.shape == [2, 4] && file["bf16"]?.shape == [4, 2])
        #expect(file["scalar"]?.shape == [] && file["empty"]?.shape == [3, 0, 2])
        #expect(try file.floats("scalar") == [2.5] && file.floats("empty") == [])
        let integers = try TensorFixtures.numbers("int8").map { UInt8(bitPattern: Int8($0)) }
        #expect(file["int8"]?.bytes == Data(integers))
        #expect(file[awkward]?.bytes == Data([7]))
        let words: [UInt64] = [0, .max, 1]
        #expect(file["uint64"]?.bytes == words.withUnsafeBytes { Data($0) })
        #expect(file["int16"]?.bytes == Data([0, 0x80, 0xFF, 0x7F, 1, 0]))
        #expect(file["bool"]?.bytes == Data([1, 0, 1]))
        #expect(file["none"] == nil)
    }

    @Test(arguments: ["types", "native", "pytorch", "flatten"])
    func writesTheBytesThatPythonWrites(_ name: String) throws {
        #expect(try TensorFixtures.file(name).data == TensorFixtures.data(name))
    }

    /// The golden file, which Python's package has read.
    private func own() throws -> TensorFile {
        try TensorFile(
            [
                StoredTensor("b", shape: [2, 2], floats: [1, -0.0, 0.1, -3]),
                StoredTensor("a", shape: [3], floats: [1, 0.1, 65504], as: .fp16),
                StoredTensor("é", shape: [1], floats: [0.1], as: .bf16),
                StoredTensor("z", .i8, shape: [2, 1], bytes: Data([0x80, 0x7F])),
                StoredTensor("B", shape: [], floats: [2]), StoredTensor("none", shape: [0], floats: []),
            ],
            metadata: ["z.scale": "0.1", "z.zero_point": "-3", "layout": "native", "Über": "\"\\\n\u{1}"])
    }

    @Test func writesTheSameBytesForTheSameContent() throws {
        let file = try own()
        #expect(try file.data == TensorFixtures.data("own"))
        var generator = SeededGenerator(for: "canonical order")
        for _ in 0..<20 {
            var tensors = file.tensors
            generator.shuffle(&tensors)
            let shuffled = try TensorFile(tensors, metadata: file.metadata, name: "shuffled")
            #expect(shuffled.data == file.data && shuffled == file)
        }
    }

    @Test func writesFilesAndReadsThemBack() throws {
        let folder = try MadeUpTree()
        let path = folder.path("model.safetensors")
        let file = try own()
        try file.write(to: path)
        let read = try TensorFile(path: path)
        #expect(read == file && read.name == path)
        // The new file takes the old one's place: what was read from that one stays.
        try TensorFile([StoredTensor("other", shape: [1], floats: [9])]).write(to: path)
        #expect(read == file)
        #expect(try TensorFile(path: path).tensors.map(\.name) == ["other"])
        #expect(try TensorFile(data: TensorFile([]).data, name: "empty") == TensorFile([]))
    }

    /// Any header may be written, whose tensors then lie at any byte.
    @Test func readsOtherSpellingsAndUnalignedTensors() throws {
        let plain = try TensorFile([StoredTensor("aé😀", shape: [2], floats: [1.5, -2])], metadata: ["k": "\n/"])
        let spelled = """
            { "__metadata__":\t{"k":"\\u000A\\/"}, "a\\u00e9\\uD83D\\ude00" : {"shape":[ 2 ],
            "data_offsets":[0 ,8],"dtype":"F32"} }
            """
        let body = [UInt8](plain.tensors[0].bytes)
        for padding in 0..<8 {
            let header = Array((spelled + String(repeating: " ", count: padding)).utf8)
            let file = try TensorFile(data: TensorFixtures.data(header: header, body: body), name: "spelled")
            #expect(file == plain)
            #expect(try file.floats("aé😀") == [1.5, -2])
        }
    }

    @Test func aFileMayBePartOfOtherData() throws {
        let data = try TensorFixtures.data("types")
        let slice = (Data([1, 2, 3]) + data).dropFirst(3)
        #expect(try TensorFile(data: slice, name: "slice") == TensorFixtures.file("types"))
    }

    // MARK: Seeded bugs

    @Test func aChangedBitIsNotTheSameFile() throws {
        let file = try own()
        let bias = try #require(file["b"])
        var bytes = bias.bytes
        bytes[7] ^= 0x80
        let others = file.tensors.filter { $0.name != "b" }
        let changed = try TensorFile(
            others + [StoredTensor("b", .f32, shape: [2, 2], bytes: bytes)], metadata: file.metadata)
        // −0 has become 0.
        #expect(try changed.floats("b") == file.floats("b"))
        #expect(changed != file && changed.data != file.data)
        #expect(try TensorFile(file.tensors, metadata: [:]) != file)
        let reshaped = try TensorFile(
            others + [StoredTensor("b", .f32, shape: [4], bytes: bias.bytes)], metadata: file.metadata)
        #expect(reshaped != file)
    }
}
