import Compression

/// A worker's encoder with memory for its message.
final class MessageWriter {
    /// The codec's name.
    let codec: String
    let encoder: any GradientEncoder
    private let rank: Int
    private let memory: UnsafeMutableRawPointer
    private var byteCount = 0

    init(_ codec: any GradientCodec, count: Int, rank: Int, seed: UInt64) throws(DataParallelError) {
        (self.codec, self.rank) = (codec.name, rank)
        do throws(CompressionError) {
            encoder = try codec.encoder(count: count, seed: seed)
        } catch {
            throw .codec(codec.name, rank: rank, step: 0, reason: "\(error)")
        }
        memory = .allocate(byteCount: max(1, encoder.capacity), alignment: 64)
    }

    deinit { memory.deallocate() }

    /// The message written last; it stays until the next.
    var message: UnsafeRawBufferPointer { .init(start: memory, count: byteCount) }

    /// The Euclidean norm of what the encoder carries over to the next gradient; nil where it does not tell.
    var residualNorm: Double? {
        encoder.residual.map { $0.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot() }
    }

    /// Writes the message of a step.
    func write(_ gradient: UnsafePointer<Float>, step: Int) throws(DataParallelError) {
        do throws(CompressionError) {
            byteCount = try encoder.encode(gradient, into: memory)
        } catch {
            throw .codec(codec, rank: rank, step: step, reason: "\(error)")
        }
    }
}
