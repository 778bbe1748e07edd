import Foundation
import Statistics
import TestSupport
import Testing

@testable import Models

/// Broken files: whatever comes, it is read as what it says or refused.
@Suite struct TensorFuzzTests {
    private func read(_ data: Data) -> TensorFile? { try? TensorFile(data: data, name: "fuzz") }

    /// What every file that is read must hold to.
    private func check(_ file: TensorFile, _ data: Data) throws {
        let again = try TensorFile(data: file.data, name: "again")
        #expect(again == file && again.data == file.data)
        let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(file.tensors.reduce(8 + length) { $0 + $1.bytes.count } == data.count, "each byte has its place")
        for tensor in file.tensors where [.f32, .f16, .bf16].contains(tensor.element) {
            #expect(try file.floats(tensor.name).allSatisfy(\.isFinite))
        }
    }

    @Test(arguments: ["types", "own", "native"])
    func noShorterFileIsRead(_ name: String) throws {
        let data = try TensorFixtures.data(name)
        for length in 0..<data.count { #expect(read(data.prefix(length)) == nil, "\(length)") }
    }

    /// 9,000 files with one to four bytes changed, anywhere or in the header alone.
    @Test(arguments: ["types", "own", "native"])
    func changedBytesAreSeenOrBelongToOneTensor(_ name: String) throws {
        var generator = SeededGenerator(for: "changed bytes of \(name)")
        let (data, original) = (try TensorFixtures.data(name), try TensorFixtures.file(name))
        let body = 8 + data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        for index in 0..<3000 {
            var changed = data
            let place = generator.integer(below: index % 2 == 0 ? data.count : body)
            let mask = UInt8(1 + generator.integer(below: 255))
            changed[place] ^= index % 3 == 0 ? 1 << UInt8(generator.integer(below: 8)) : mask
            for _ in 0..<(index % 5 == 0 ? generator.integer(below: 4) : 0) {
                changed[generator.integer(below: body)] = UInt8(generator.integer(below: 256))
            }
            guard let file = read(changed) else { continue }
            try check(file, changed)
            guard place >= body, index % 5 != 0 else { continue }
            let differing = zip(file.tensors, original.tensors).filter { $0 != $1 }
            #expect(differing.count == 1 && file.metadata == original.metadata, "byte \(place) is of one tensor")
        }
    }

    /// 3,000 headers with parts left out, repeated or swapped.
    @Test func shuffledHeadersAreReadOrRefused() throws {
        var generator = SeededGenerator(for: "shuffled headers")
        let data = try TensorFixtures.data("types")
        let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let (header, rest) = ([UInt8](data[8..<8 + length]), [UInt8](data.dropFirst(8 + length)))
        var readable = 0
        for _ in 0..<3000 {
            var changed = header
            let start = generator.integer(below: changed.count)
            let end = min(changed.count, start + 1 + generator.integer(below: 12))
            let part = changed[start..<end]
            switch generator.integer(below: 4) {
            case 0: changed.removeSubrange(start..<end)
            case 1: changed.insert(contentsOf: part, at: generator.integer(below: changed.count))
            case 2: changed.replaceSubrange(start..<end, with: part.reversed())
            default:
                let characters = Array("{}[]:,\"\\u0019 \n".utf8)
                changed[start] = characters[generator.integer(below: characters.count)]
            }
            let file = TensorFixtures.data(header: changed, body: rest)
            guard let read = read(file) else { continue }
            readable += 1
            try check(read, file)
        }
        #expect(readable > 0, "some changes fall on names, texts and white space")
    }

    @Test func noiseIsRefused() {
        var generator = SeededGenerator(for: "noise")
        for _ in 0..<2000 {
            let bytes = (0..<generator.integer(below: 300)).map { _ in UInt8(generator.integer(below: 256)) }
            #expect(read(Data(bytes)) == nil)
            #expect(read(TensorFixtures.data(header: bytes, body: [])) == nil)
        }
        // Depth costs nothing: nothing is read that may be nested further.
        #expect(read(TensorFixtures.data(header: String(repeating: "{\"a\":", count: 1_000_000))) == nil)
        #expect(
            read(TensorFixtures.data(header: "{\"a\":{\"shape\":" + String(repeating: "[", count: 1_000_000))) == nil)
    }
}
