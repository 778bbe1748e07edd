import Compression
import Kernels

/// The mean of the gradients that messages hold. They are summed in FP32 in the order of the workers, so that all
/// workers come to the same mean bit by bit. Allocates nothing once it is made.
final class MeanGradient {
    private let count: Int
    private let decoder: GradientDecoder
    private let elements = ElementwiseKernels.fastest
    private let sum, one: FloatMemory

    init(count: Int) throws(CompressionError) {
        self.count = count
        decoder = try GradientDecoder(count: count)
        (sum, one) = (FloatMemory(count: count), FloatMemory(count: count))
    }

    /// The mean, once all messages have been added.
    var mean: UnsafePointer<Float> { UnsafePointer(sum.start) }

    /// Adds the message of a worker.
    /// - Parameter rank: the workers come in their order, from 0.
    func add(_ message: UnsafeRawBufferPointer, rank: Int) throws(CompressionError) {
        guard rank > 0 else { return try decoder.decode(message, into: sum.start) }
        try decoder.decode(message, into: one.start)
        elements.add(sum.start, one.start, sum: sum.start, count: count)
    }

    /// After the last message.
    func divide(by workers: Int) {
        guard workers > 1 else { return }
        let share = 1 / Float(workers)
        for index in 0..<count { sum.start[index] *= share }
    }

    /// Elements of the mean that are not 0.
    var nonzeroCount: Int {
        var nonzeros = 0
        for index in 0..<count where sum.start[index] != 0 { nonzeros += 1 }
        return nonzeros
    }
}
