/// A way to compress gradients, with all its options.
public protocol GradientCodec: Sendable {
    /// As variants name it: `top-k/0.01`.
    var name: String { get }
    /// - Parameters:
    ///   - count: elements of a gradient, 0 … 2^31 − 1.
    ///   - seed: of random choices; the same seed gives the same messages on every machine.
    /// - Throws: ``CompressionError/elements(_:reason:)`` or ``CompressionError/stage(_:reason:)``.
    func encoder(count: Int, seed: UInt64) throws(CompressionError) -> any GradientEncoder
}
