import Foundation
import Testing

@testable import Models

/// The files of Fixtures/make_tensors.py.
enum TensorFixtures {
    static func url(_ name: String) throws -> URL {
        let parts = name.split(separator: ".").map(String.init)
        return try #require(
            Bundle.module.url(forResource: parts[0], withExtension: parts[1], subdirectory: "Fixtures"))
    }

    static func file(_ name: String) throws -> TensorFile {
        try TensorFile(path: url("\(name).safetensors").path)
    }

    static func data(_ name: String) throws -> Data { try Data(contentsOf: url("\(name).safetensors")) }

    /// The numbers that NumPy put into the files, or made of them.
    static func numbers(_ name: String) throws -> [Double] {
        let all = try JSONDecoder().decode([String: [Double]].self, from: Data(contentsOf: url("tensors.json")))
        return try #require(all[name])
    }

    /// A file of this header and as many zeros behind it.
    static func data(header: String, bytes: Int = 0) -> Data {
        data(header: Array(header.utf8), body: [UInt8](repeating: 0, count: bytes))
    }

    static func data(header: [UInt8], body: [UInt8]) -> Data {
        withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) } + Data(header) + Data(body)
    }
}
