import Kernels

/// The part of an encoder that knows one format: it writes what lies behind a message's header.
protocol PayloadEncoder: AnyObject {
    var format: WireFormat { get }
    var parameterByteCount: Int { get }
    /// Bytes that a payload has at most.
    var payloadCapacity: Int { get }
    /// Bytes of what it keeps from gradient to gradient and works in.
    var stateByteCount: Int { get }
    /// Sums of the payload written last, for the message's checksum; nil where it is to be read again.
    var sums: FletcherSums? { get }
    /// Writes parameters and payload of a gradient; returns the bytes of the payload. What is carried over stays as it is.
    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int
    /// Carries over what the gradient encoded last leaves for the next one.
    func advance()
    func reset()
}

extension PayloadEncoder {
    var stateByteCount: Int { 0 }
    var sums: FletcherSums? { nil }
    func advance() {}
    func reset() {}
}
