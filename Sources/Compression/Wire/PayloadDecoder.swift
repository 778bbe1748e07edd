import Kernels

/// The part of a decoder that knows some formats. Whatever stands in a payload, it reads nothing outside it and writes nothing but
/// the elements.
protocol PayloadDecoder: AnyObject {
    /// Formats that it knows.
    static var formats: [WireFormat] { get }
    /// Whether the checksum's words of a payload are added while it is decoded, which reads it once instead of twice.
    static var findsSums: Bool { get }
    /// Those of the payload decoded last.
    var sums: FletcherSums? { get }
    /// Bytes of what it works in.
    var stateByteCount: Int { get }
    /// - Parameter count: elements of each message.
    init(count: Int)
    /// Writes all elements, finite ones.
    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError)
}

extension PayloadDecoder {
    static var findsSums: Bool { false }
    var sums: FletcherSums? { nil }
    var stateByteCount: Int { 0 }
}

/// A message whose header is right; its payload is as it was before a lossless stage.
struct ReceivedMessage {
    let format: WireFormat
    let stage: LosslessStage
    let elements: Int
    let parameters: UnsafeRawBufferPointer
    let payload: UnsafeRawBufferPointer
    /// The payload's place in the message, for errors.
    let payloadOffset: Int

    /// The error of a place in the payload.
    func error(at offset: Int, _ reason: String) -> CompressionError {
        .message(offset: payloadOffset + offset, reason: reason)
    }

    /// The error of a place in the parameters.
    func parameterError(at offset: Int, _ reason: String) -> CompressionError {
        .message(offset: MessageHeader.byteCount + offset, reason: reason)
    }

    /// Refuses a payload of another length.
    func requirePayload(of byteCount: Int) throws(CompressionError) {
        guard payload.count == byteCount else {
            throw error(
                at: min(payload.count, byteCount), "the payload has \(payload.count) bytes, \(byteCount) are needed")
        }
    }

    /// Refuses bits set behind the last of so many.
    func requireFilling(from offset: Int, bits: Int) throws(CompressionError) {
        guard bits % 8 != 0 else { return }
        guard payload[offset + bits / 8] >> UInt8(bits % 8) == 0 else {
            throw error(at: offset + bits / 8, "bits behind the last element are set")
        }
    }

    /// A number of the payload that must be finite.
    func finite(at offset: Int) throws(CompressionError) -> Float {
        let value = payload.float(at: offset)
        guard value.isFinite else { throw error(at: offset, "a number is \(value)") }
        return value
    }

    /// A number of the payload that must be finite and without a sign.
    func magnitude(at offset: Int) throws(CompressionError) -> Float {
        let value = try finite(at: offset)
        guard value.sign == .plus else { throw error(at: offset, "a magnitude is \(value)") }
        return value
    }

    /// The numbers that a payload begins with, which must be finite and without a sign, and the largest of them.
    func magnitudes(_ count: Int) throws(CompressionError) -> (numbers: UnsafePointer<Float>, most: Float) {
        let words = UnsafeRawPointer(bytes(from: 0)).assumingMemoryBound(to: UInt32.self)
        var most: UInt32 = 0
        for index in 0..<count { most = max(most, words[index]) }
        // A sign is the highest bit.
        if most >= Float.infinity.bitPattern { for index in 0..<count { _ = try magnitude(at: 4 * index) } }
        return (UnsafeRawPointer(words).assumingMemoryBound(to: Float.self), Float(bitPattern: most))
    }

    /// Refuses elements that are not finite.
    func requireFinite(
        _ elements: UnsafePointer<Float>, count: Int, _ kernels: CompressionKernels
    ) throws(CompressionError) {
        try requireFinite(kernels.mostBits(elements, count: count))
    }

    /// Refuses elements of which the bits of the largest magnitude are those of no finite number.
    func requireFinite(_ most: UInt32) throws(CompressionError) {
        guard most < Float.infinity.bitPattern else { throw error(at: 0, "an element is not finite") }
    }

    /// The bytes of the payload from a place on.
    func bytes(from offset: Int) -> UnsafePointer<UInt8> {
        // Empty payloads may have no address; nothing is read from them then.
        guard let base = payload.baseAddress else { return UnsafePointer(Self.nothing) }
        return (base + offset).assumingMemoryBound(to: UInt8.self)
    }

    private nonisolated(unsafe) static let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
}
