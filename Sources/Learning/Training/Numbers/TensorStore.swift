import Kernels

/// Tensors from FP32 to the numbers in which they are stored, and back.
final class TensorStore: Sendable {
    private let conversion: Conversion
    private let tensors: [QuantizationParameters]?
    private let elementBytes: Int

    /// nil where tensors are stored as they are computed.
    init?(_ numbers: TrainingNumbers) {
        guard let conversion = numbers.conversion else { return nil }
        (self.conversion, tensors, elementBytes) = (conversion, numbers.integers?.tensors, numbers.elementBytes)
    }

    /// Rounds a tensor's elements and stores them.
    func store(_ x: UnsafePointer<Float>, _ tensor: Int, into stored: UnsafeMutableRawPointer, count: Int) {
        conversion.quantize(x, stored, count, parameters(of: tensor))
    }

    /// A tensor's elements as they are stored.
    func load(_ stored: UnsafeRawPointer, _ tensor: Int, into x: UnsafeMutablePointer<Float>, count: Int) {
        conversion.dequantize(stored, x, count, parameters(of: tensor))
    }

    /// What storing and loading makes of a tensor's elements; they may be rounded in place.
    func round(_ x: UnsafePointer<Float>, _ tensor: Int, into y: UnsafeMutablePointer<Float>, count: Int) {
        // So few bytes lie on the stack.
        withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 16) { piece in
            guard let stored = piece.baseAddress else { return }
            let most = piece.count / elementBytes
            for first in stride(from: 0, to: count, by: most) {
                let few = min(most, count - first)
                store(x + first, tensor, into: stored, count: few)
                load(stored, tensor, into: y + first, count: few)
            }
        }
    }

    private func parameters(of tensor: Int) -> QuantizationParameters { tensors?[tensor] ?? .identity }
}
