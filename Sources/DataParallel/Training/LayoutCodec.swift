import Compression
import Learning

/// A codec that knows a network's tensors, as those of low rank and those by layer want to.
public struct LayoutCodec: GradientCodec {
    private let codec: Codec
    private let tensors: [TensorShape]

    /// - Parameters:
    ///   - name: as variants name it.
    ///   - layout: of the gradients (``ParallelTraining/gradientLayout()``).
    /// - Throws: `CompressionError/option(codec:reason:)`.
    public init(_ name: String, _ layout: [GradientTensor]) throws(CompressionError) {
        codec = try Codec(name)
        tensors = layout.map { TensorShape(rows: $0.rows, columns: $0.columns) }
    }

    /// The codec's.
    public var name: String { codec.name }

    /// An encoder of gradients with the network's tensors.
    /// - Parameter count: of all of them.
    /// - Throws: `CompressionError` for another count, or what the codec refuses.
    public func encoder(count: Int, seed: UInt64) throws(CompressionError) -> any GradientEncoder {
        let own = tensors.reduce(0) { $0 + $1.count }
        guard own == count else { throw .otherElements(expected: own, found: count) }
        return try codec.encoder(tensors: tensors, seed: seed)
    }
}
