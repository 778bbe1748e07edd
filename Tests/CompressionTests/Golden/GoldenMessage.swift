import Foundation
import Kernels
import Testing

@testable import Compression

/// A message of an encoder that is kept in a file, as `golden.json` describes it.
struct GoldenMessage: Codable, Sendable, CustomTestStringConvertible {
    /// Of its files.
    let name: String
    /// As variants name it.
    let codec: String
    /// Rows (0 for a vector) and columns of each tensor.
    let tensors: [[Int]]
    let seed: UInt64
    let input: GoldenInput
    /// Gradients that are encoded; the message is the last one's.
    let steps: Int

    var testDescription: String { name }
    var count: Int { shapes.reduce(0) { $0 + $1.count } }
    private var shapes: [TensorShape] { tensors.map { TensorShape(rows: $0[0], columns: $0[1]) } }

    /// Encodes its gradients.
    func encode(with kernels: CompressionKernels) throws -> [UInt8] {
        let encoder = try Codec(codec).encoder(tensors: shapes, seed: seed, kernels: kernels)
        return try (0..<steps).reduce([]) { _, step in
            try encoder.message(of: input.gradient(count, seed: seed, step: step))
        }
    }
}

/// The files of golden messages.
enum GoldenFiles {
    /// `golden.json`, `NAME.message` and `NAME.elements` (raw little-endian FP32) of the encoders here.
    static let folder = fixtures.appending(path: "golden")
    /// Made with `python3 encode_some.py golden/python 21`.
    static let python = folder.appending(path: "python")
    /// What must be refused, made with `python3 encode_refused.py golden/refused`.
    static let refused = folder.appending(path: "refused")
    static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// Those of `golden.json`; none where it cannot be read, which a test notices.
    static let manifest: [GoldenMessage] =
        (try? JSONDecoder().decode([GoldenMessage].self, from: Data(contentsOf: folder.appending(path: "golden.json"))))
        ?? []

    /// Those whose lossless stage was built in.
    static let built = manifest.filter { golden in
        (try? Codec(golden.codec)).map { EveryCodec.stages.contains($0.stage) } ?? true
    }

    /// The names of a folder's messages.
    static func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".message") }.map { String($0.dropLast(".message".count)) }.sorted()
    }

    static func bytes(_ name: String, in folder: URL) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: name)))
    }
}

extension GradientEncoder {
    /// The message of a gradient.
    func message(of gradient: [Float]) throws(CompressionError) -> [UInt8] {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: max(capacity, 1), alignment: 64)
        let elements = UnsafeMutablePointer<Float>.allocate(capacity: max(count, 1))
        defer {
            room.deallocate()
            elements.deallocate()
        }
        for (i, element) in gradient.enumerated() { elements[i] = element }
        guard let base = room.baseAddress else { return [] }
        return Array(room[..<(try encode(elements, into: base))])
    }
}

/// What a message decodes to.
func decoded(_ message: [UInt8], count: Int) throws -> [Float] {
    let decoder = try GradientDecoder(count: count)
    var elements = [Float](repeating: .nan, count: count)
    try elements.withUnsafeMutableBufferPointer { elements in
        var none: Float = 0
        try withUnsafeMutablePointer(to: &none) { none in
            try message.withUnsafeBytes { try decoder.decode($0, into: elements.baseAddress ?? none) }
        }
    }
    return elements
}

extension [Float] {
    /// As they lie in a file.
    var rawBytes: [UInt8] {
        flatMap { element in (0..<4).map { UInt8(truncatingIfNeeded: element.bitPattern >> ($0 * 8)) } }
    }
}
