import Foundation
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// IDX and CIFAR-10, on files that the tests write.
@Suite struct BinaryFileTests {
    private let folder: MadeUpTree

    init() throws { folder = try MadeUpTree() }

    private func idx(_ type: UInt8, _ dimensions: [Int], _ elements: [UInt8]) -> [UInt8] {
        [0, 0, type, UInt8(dimensions.count)] + dimensions.flatMap(Self.bigEndian) + elements
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian, Array.init)
    }

    @Test func readsEachTypeOfIDX() throws {
        let cases: [(UInt8, [UInt8], [Double])] = [
            (0x08, [0, 200, 255], [0, 200, 255]), (0x09, [0, 0x80, 0xFF], [0, -128, -1]),
            (0x0B, [0x80, 0, 0xFF, 0xFE, 0x01, 0x02], [-32768, -2, 258]),
            (
                0x0C, Self.bigEndian(-2_000_000_001) + Self.bigEndian(2_000_000_001) + Self.bigEndian(-1),
                [-2_000_000_001, 2_000_000_001, -1]
            ),
            (
                0x0D, [Float](arrayLiteral: 1.5, -0.1, .infinity).flatMap { Self.bigEndian(Int($0.bitPattern)) },
                [1.5, Double(Float(-0.1)), .infinity]
            ),
            (
                0x0E,
                [Double](arrayLiteral: 1.5, -0.1, 1e300).flatMap {
                    withUnsafeBytes(of: $0.bitPattern.bigEndian, Array.init)
                }, [1.5, -0.1, 1e300]
            ),
        ]
        for (type, bytes, expected) in cases {
            let array = try IDXArray(file: folder.write("array", bytes: idx(type, [3], bytes)))
            #expect(array.element.rawValue == type)
            #expect(array.dimensions == [3])
            #expect((0..<3).map { array[$0] } == expected)
        }
    }

    @Test func readsPairsOfImagesAndLabels() throws {
        var generator = SeededGenerator(for: "IDX pairs")
        for _ in 0..<30 {
            let sizes =
                [1 + generator.integer(below: 6)]
                + (0..<1 + generator.integer(below: 3)).map { _ in 1 + generator.integer(below: 5) }
            let pixels = (0..<sizes.reduce(1, *)).map { _ in UInt8(generator.integer(below: 256)) }
            let labels = (0..<sizes[0]).map { _ in UInt8(generator.integer(below: 10)) }
            let examples = try Examples(
                idx: folder.write("images", bytes: idx(0x08, sizes, pixels)),
                labels: folder.write("labels", bytes: idx(0x08, [sizes[0]], labels)), classes: (0..<10).map { "\($0)" })
            #expect(examples.inputs == pixels.map(Float.init))
            #expect(examples.labels == labels.map(Int.init))
            #expect(examples.shape.count == sizes.dropFirst().reduce(1, *))
        }
        let plain = try Examples(
            idx: folder.write("images", bytes: idx(0x08, [2, 1, 2], [1, 2, 3, 4])),
            labels: folder.write("labels", bytes: idx(0x08, [2], [3, 0])))
        #expect(plain.classes == ["0", "1", "2", "3"])
        #expect(plain.shape == ImageShape(height: 1, width: 2, channels: 1))
    }

    @Test func refusesWhatIsNoIDXFile() throws {
        let good = idx(0x08, [2, 1, 2], [1, 2, 3, 4])
        let labels = try folder.write("labels", bytes: idx(0x08, [2], [0, 1]))
        func error(_ bytes: [UInt8]) throws -> DataError? {
            let path = try folder.write("images", bytes: bytes)
            do {
                _ = try Examples(idx: path, labels: labels)
                return nil
            } catch { return error }
        }
        let path = folder.path("images")
        #expect(try error(good) == nil)
        // Every file that was cut short.
        for length in 0..<good.count {
            #expect(throws: DataError.self) {
                try Examples(idx: folder.write("images", bytes: Array(good.prefix(length))), labels: labels)
            }
        }
        #expect(try error(good.dropLast()) == .sizeDiffers(file: path, expected: "20", actual: 19))
        #expect(try error(good + [0]) == .sizeDiffers(file: path, expected: "20", actual: 21))
        #expect(
            try error([1] + good.dropFirst())
                == .formatDiffers(file: path, byte: 0, found: "0x0100", expected: "the two zero bytes of an IDX file"))
        #expect(
            try error(idx(0x0A, [2, 1, 2], [1, 2, 3, 4]))
                == .formatDiffers(
                    file: path, byte: 2, found: "0x0A",
                    expected: "an element's type (0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E)"))
        #expect(
            try error([0, 0, 8, 0]) == .formatDiffers(file: path, byte: 3, found: "0 dimensions", expected: "1 to 255"))
        #expect(
            try error(idx(0x08, [2], [1, 2]))
                == .formatDiffers(
                    file: path, byte: 3, found: "1 dimensions", expected: "2 to 4, the first for the examples"))
        // Sizes that were negative, and such that multiply beyond 64 bits.
        #expect(
            try error(idx(0x08, [-1, 1, 2], [1, 2, 3, 4]))
                == .sizeDiffers(file: path, expected: "\(16 + 2 * 0xFFFF_FFFF)", actual: 20))
        #expect(
            try error(idx(0x08, [-1, -1, -1], []))
                == .sizeOverflows(file: path, dimensions: [0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF]))
        #expect(
            try error(idx(0x0E, [-1, -1], []))
                == .sizeOverflows(file: path, dimensions: [0xFFFF_FFFF, 0xFFFF_FFFF]))
        #expect(
            try error(idx(0x08, [0, 5, 5], [])) == .fileCountsDiffer(file: path, count: 0, other: labels, otherCount: 2)
        )
        #expect(try error(idx(0x08, [2, 0, 5], [])) == .shapeEmpty(ImageShape(height: 0, width: 5, channels: 1)))
        #expect(try error([0x1F, 0x8B, 8, 0]) == .compressed(file: path))
        #expect(
            try error(idx(0x0D, [2, 1], [0x7F, 0xC0, 0, 0, 0, 0, 0, 0]))?.description.hasPrefix("example 0 holds nan")
                == true)
        #expect(throws: DataError.unreadable(file: folder.path("none"), reason: "there is no such file")) {
            try IDXArray(file: folder.path("none"))
        }
        #expect(throws: DataError.unreadable(file: folder.root, reason: "it is a directory")) {
            try IDXArray(file: folder.root)
        }
    }

    @Test func refusesLabelsThatDoNotBelongToTheImages() throws {
        let images = try folder.write("images", bytes: idx(0x08, [2, 1], [1, 2]))
        func error(_ bytes: [UInt8], _ classes: [String]? = nil) throws -> DataError? {
            let path = try folder.write("labels", bytes: bytes)
            do {
                _ = try Examples(idx: images, labels: path, classes: classes)
                return nil
            } catch { return error }
        }
        let path = folder.path("labels")
        #expect(
            try error(idx(0x08, [3], [0, 1, 0]))
                == .fileCountsDiffer(file: images, count: 2, other: path, otherCount: 3))
        #expect(
            try error(idx(0x08, [2], [0, 2]), ["a", "b"]) == .labelUnknown(file: path, byte: 9, label: 2, classes: 2))
        #expect(try error(idx(0x08, [2], [0, 2])) == nil)
        #expect(
            try error(idx(0x08, [1, 2], [0, 2]))
                == .formatDiffers(file: path, byte: 3, found: "2 dimensions", expected: "1, a label per example"))
        #expect(
            try error(idx(0x09, [2], [0, 0xFF]))
                == .formatDiffers(
                    file: path, byte: 2, found: "signedByte", expected: "unsignedByte, a label per example"))
    }

    @Test func putsTheColoursOfAPixelOfCIFARTogether() throws {
        var generator = SeededGenerator(for: "CIFAR-10")
        let records = (0..<3).map { _ in
            (0..<3073).map { $0 == 0 ? UInt8(generator.integer(below: 10)) : UInt8(generator.integer(below: 256)) }
        }
        let examples = try Examples(cifar10: [
            folder.write("first", bytes: records[0] + records[1]), folder.write("second", bytes: records[2]),
        ])
        #expect(examples.labels == records.map { Int($0[0]) })
        #expect(examples.shape == ImageShape(height: 32, width: 32, channels: 3))
        var wrong = 0
        var wrongIfInterleaved = 0
        var wrongIfLabelIsLast = 0
        for (number, record) in records.enumerated() {
            for row in 0..<32 {
                for column in 0..<32 {
                    for colour in 0..<3 {
                        let input = examples.inputs[((number * 32 + row) * 32 + column) * 3 + colour]
                        wrong += input == Float(record[1 + colour * 1024 + row * 32 + column]) ? 0 : 1
                        wrongIfInterleaved += input == Float(record[1 + (row * 32 + column) * 3 + colour]) ? 0 : 1
                        wrongIfLabelIsLast += input == Float(record[colour * 1024 + row * 32 + column]) ? 0 : 1
                    }
                }
            }
        }
        #expect(wrong == 0)
        // A reader that mixes up planes and pixels, or starts at the label, would have been caught.
        #expect(wrongIfInterleaved > 9000)
        #expect(wrongIfLabelIsLast > 9000)
    }

    @Test func refusesWhatIsNoCIFARFile() throws {
        let record = [UInt8](repeating: 3, count: 3073)
        for bytes in [[], Array(record.dropLast()), record + [0]] {
            let path = try folder.write("batch", bytes: bytes)
            #expect(throws: DataError.sizeDiffers(file: path, expected: "a multiple of 3073", actual: bytes.count)) {
                try Examples(cifar10: [path])
            }
        }
        let path = try folder.write("batch", bytes: record + [10] + record.dropFirst())
        #expect(throws: DataError.labelUnknown(file: path, byte: 3073, label: 10, classes: 10)) {
            try Examples(cifar10: [path])
        }
        #expect(throws: DataError.examplesMissing) { try Examples(cifar10: []) }
    }
}
