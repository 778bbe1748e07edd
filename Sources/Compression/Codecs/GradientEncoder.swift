/// Turns gradients of one length into messages, one after the other; what it carries over from gradient to gradient (residuals,
/// momenta, the place in a sequence of random numbers) is its own. Everything is allocated when it is made, what reads
/// messages back for feedback with the first of them; encoding allocates nothing but what a lossless stage's library does. Not safe for concurrent use.
public protocol GradientEncoder: AnyObject {
    /// Elements of a gradient.
    var count: Int { get }
    /// Bytes that a message has at most.
    var capacity: Int { get }
    /// Bytes of a message before its payload.
    var headerByteCount: Int { get }
    /// Bytes of what it keeps from gradient to gradient and works in.
    var stateByteCount: Int { get }
    /// Writes what was left out so far.
    /// - Parameter residual: of ``count`` elements.
    /// - Returns: false where nothing is carried over; nothing is written then.
    func copyResidual(into residual: UnsafeMutablePointer<Float>) -> Bool
    /// Writes the message of a gradient.
    /// - Parameters:
    ///   - gradient: `count` elements.
    ///   - message: of ``capacity`` bytes, on a whole word of four; on a line of 64 encoding is fastest.
    /// - Returns: bytes of the message.
    /// - Throws: ``CompressionError`` for elements that are not finite or out of the format's range; what is carried over is as
    ///   it was before then.
    func encode(
        _ gradient: UnsafePointer<Float>, into message: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int
    /// Begins anew, as if no gradient had been encoded.
    func reset()
}

extension GradientEncoder {
    /// Most carry nothing over.
    public func copyResidual(into residual: UnsafeMutablePointer<Float>) -> Bool { false }

    /// A copy of what was left out so far; nil where nothing is carried over.
    public var residual: [Float]? {
        var isThere = false
        let copy = [Float](unsafeUninitializedCapacity: count) { buffer, written in
            guard let base = buffer.baseAddress else { return }
            isThere = copyResidual(into: base)
            written = isThere ? count : 0
        }
        return isThere ? copy : nil
    }
}
