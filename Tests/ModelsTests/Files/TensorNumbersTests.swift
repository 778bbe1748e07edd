import Foundation
import Kernels
import Testing

@testable import Models

/// Tensors as numbers of this project.
@Suite struct TensorNumbersTests {
    private func error<Result>(_ body: () throws -> Result) -> TensorFileError? {
        do {
            _ = try body()
            return nil
        } catch { return error as? TensorFileError }
    }

    @Test func narrowsNumbersOnlyWhereAskedTo() throws {
        let file = try TensorFixtures.file("types")
        #expect(error { try file.floats("f64") } == .narrowing(file: file.name, tensor: "f64"))
        #expect(
            error { try file.floats("f64", narrowing: true) } == .tooLarge(file: file.name, tensor: "f64", element: 6))
        let numbers: [Double] = [0.1, -1e-300, 3.4028235677973366e38]
        let bytes = numbers.reduce(into: Data()) { data, number in
            withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
        let wide = try TensorFile([StoredTensor("w", .f64, shape: [3], bytes: bytes)])
        #expect(
            error { try wide.floats("w", narrowing: true) }
                == .tooLarge(file: wide.name, tensor: "w", element: 2), "it rounds to infinity")
        let fitting = try TensorFile([StoredTensor("w", .f64, shape: [2], bytes: bytes.prefix(16))])
        #expect(try fitting.floats("w", narrowing: true) == [0.1, 0])
    }

    @Test func widensEveryNumberOf16Bits() throws {
        for (element, format) in [(TensorElement.f16, FloatFormat.fp16), (.bf16, .bf16)] {
            let finite = (0...UInt16.max).filter { format.decode(UInt32($0)).isFinite }
            let bytes = finite.reduce(into: Data()) { $0 += [UInt8($1 & 0xFF), UInt8($1 >> 8)] }
            let tensor = StoredTensor("w", element, shape: [finite.count], bytes: bytes)
            let floats = try TensorFile([tensor]).floats("w")
            #expect(floats.map(\.bitPattern) == finite.map { format.decode(UInt32($0)).bitPattern })
            #expect(StoredTensor("w", shape: [finite.count], floats: floats, as: format) == tensor)
        }
    }

    @Test func refusesOtherElementsThanAskedFor() throws {
        let file = try TensorFixtures.file("types")
        for (name, element) in [
            ("int8", TensorElement.i8), ("uint8", .u8), ("int16", .i16), ("int32", .i32), ("int64", .i64),
            ("uint64", .u64), ("bool", .bool),
        ] {
            #expect(error { try file.floats(name) } == .notFloat(file: file.name, tensor: name, element: element))
        }
        #expect(
            error { try file.floats("in8") }
                == .tensorMissing(file: file.name, tensor: "in8", nearest: ["int8", "uint8"]))
    }
}
