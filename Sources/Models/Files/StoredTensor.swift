import Foundation
import Kernels

/// A tensor as a file holds it.
public struct StoredTensor: Equatable, Sendable {
    /// Its name, of its own within a file.
    public let name: String
    /// Type of the elements.
    public let element: TensorElement
    /// Sizes, the slowest first; none for a single element. One of 0 makes a tensor without elements.
    public let shape: [Int]
    /// The elements in row-major order, little-endian.
    public let bytes: Data

    /// The tensor as given; ``TensorFile/init(_:metadata:name:)`` checks it.
    public init(_ name: String, _ element: TensorElement, shape: [Int], bytes: Data) {
        self.name = name
        self.element = element
        self.shape = shape
        self.bytes = bytes
    }

    /// A tensor of real numbers, each rounded to the nearest number of the format.
    public init(_ name: String, shape: [Int], floats: [Float], as format: FloatFormat = .fp32) {
        let element: TensorElement =
            switch format {
            case .fp32: .f32
            case .bf16: .bf16
            case .fp16: .f16
            }
        self.init(name, element, shape: shape, bytes: Data(format.encode(floats)))
    }

    /// Elements that the bytes make.
    public var count: Int { bytes.count / element.byteCount }
}

extension StoredTensor {
    /// What `value` makes of the bits of each element. The bytes of a file need not be aligned.
    func map<Bits: FixedWidthInteger & BitwiseCopyable, Value>(
        bits: Bits.Type, _ value: (Bits) -> Value
    ) -> [Value] {
        bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / MemoryLayout<Bits>.size).map { index in
                value(Self.load(bytes, index))
            }
        }
    }

    /// The first element that is infinite or NaN; nil where none is, as in all tensors of integers.
    var firstNotFinite: (index: Int, value: Double)? {
        switch element {
        case .f64: first(exponent: 0x7FF0_0000_0000_0000 as UInt64) { Double(bitPattern: $0) }
        case .f32: first(exponent: 0x7F80_0000 as UInt32) { Double(Float(bitPattern: $0)) }
        case .bf16: first(exponent: 0x7F80 as UInt16) { Double(FloatFormat.bf16.decode(UInt32($0))) }
        case .f16: first(exponent: 0x7C00 as UInt16) { Double(FloatFormat.fp16.decode(UInt32($0))) }
        case .u64, .i64, .i32, .i16, .i8, .u8, .bool: nil
        }
    }

    /// An infinity and a NaN have all bits of their exponent.
    private func first<Bits: FixedWidthInteger & BitwiseCopyable>(
        exponent: Bits, _ value: (Bits) -> Double
    ) -> (index: Int, value: Double)? {
        bytes.withUnsafeBytes { bytes in
            for index in 0..<bytes.count / MemoryLayout<Bits>.size {
                let bits: Bits = Self.load(bytes, index)
                if bits & exponent == exponent { return (index, value(bits)) }
            }
            return nil
        }
    }

    @inline(__always)
    private static func load<Bits: FixedWidthInteger & BitwiseCopyable>(
        _ bytes: UnsafeRawBufferPointer, _ index: Int
    ) -> Bits {
        Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self))
    }
}
