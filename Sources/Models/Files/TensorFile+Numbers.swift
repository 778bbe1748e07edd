import Basics
import Kernels

extension TensorFile {
    /// The elements of a tensor of real numbers. Those of 16 bits are FP32 numbers, too; those of 64 bits have to be
    /// rounded, which has to be asked for.
    /// - Parameters:
    ///   - name: the tensor's.
    ///   - narrowing: whether FP64 numbers may be rounded to the nearest FP32 ones.
    /// - Throws: ``TensorFileError`` where there is no such tensor, it holds no real numbers or FP64 ones that may not be
    ///   rounded, or one of them passes FP32.
    public func floats(_ name: String, narrowing: Bool = false) throws(TensorFileError) -> [Float] {
        let tensor = try tensor(name)
        switch tensor.element {
        case .f32: return tensor.map(bits: UInt32.self, Float.init(bitPattern:))
        case .bf16: return tensor.map(bits: UInt16.self) { FloatFormat.bf16.decode(UInt32($0)) }
        case .f16: return tensor.map(bits: UInt16.self) { FloatFormat.fp16.decode(UInt32($0)) }
        case .f64:
            guard narrowing else { throw .narrowing(file: self.name, tensor: name) }
            let numbers = tensor.map(bits: UInt64.self) { Float(Double(bitPattern: $0)) }
            if let index = numbers.firstIndex(where: { !$0.isFinite }) {
                throw .tooLarge(file: self.name, tensor: name, element: index)
            }
            return numbers
        case .u64, .i64, .i32, .i16, .i8, .u8, .bool:
            throw .notFloat(file: self.name, tensor: name, element: tensor.element)
        }
    }

    /// The tensor of a name.
    /// - Throws: ``TensorFileError/tensorMissing(file:tensor:nearest:)``
    func tensor(_ name: String) throws(TensorFileError) -> StoredTensor {
        guard let tensor = self[name] else {
            throw .tensorMissing(
                file: self.name, tensor: name, nearest: nearestNames(to: name, in: tensors.map(\.name)))
        }
        return tensor
    }
}
