import Kernels

/// Turns messages of any codec back into gradients of one length. Messages are not trusted: whatever their bytes are, the result
/// is a gradient of finite elements or an error, in memory that depends on the number of elements alone. Not safe for concurrent
/// use.
public final class GradientDecoder {
    /// Elements of a gradient.
    public let count: Int
    private var decoders: [WireFormat: any PayloadDecoder] = [:]
    /// A payload after its lossless stage, made when the first such message comes.
    private var plain: UnsafeMutableRawBufferPointer?
    /// A message that does not lie on whole words.
    private var aligned: UnsafeMutableRawBufferPointer?
    private let kernels: CompressionKernels

    /// - Parameter count: elements of each gradient, 0 … 2^31 − 1.
    /// - Throws: ``CompressionError/elements(_:reason:)``.
    public init(count: Int, kernels: CompressionKernels = .fastest) throws(CompressionError) {
        guard (0...MessageHeader.mostElements).contains(count) else {
            throw .elements(count, reason: "a message has 0 to \(MessageHeader.mostElements)")
        }
        (self.count, self.kernels) = (count, kernels)
    }

    /// Bytes of what it has made for the messages so far.
    var stateByteCount: Int {
        // A decoder stands there for each of its formats.
        let own = Dictionary(decoders.values.map { (ObjectIdentifier($0), $0.stateByteCount) }) { one, _ in one }
        return own.values.reduce((plain?.count ?? 0) + (aligned?.count ?? 0), +)
    }

    deinit {
        plain?.deallocate()
        aligned?.deallocate()
    }

    /// Writes the elements that a message holds.
    /// - Parameter gradient: of ``count`` elements; whatever is there after an error.
    /// - Throws: ``CompressionError``.
    public func decode(
        _ message: UnsafeRawBufferPointer, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let message = onWords(message)
        let header = try MessageHeader(message)
        let begin = try payloadOffset(header, message)
        let decoder = try decoder(of: header.format)
        guard type(of: decoder).findsSums, header.stage == .none else {
            try verify(message, header)
            return try decoder.decode(received(message, header, begin), into: gradient)
        }
        do throws(CompressionError) {
            try decoder.decode(received(message, header, begin), into: gradient)
        } catch {
            // Where bytes have changed, that says more.
            try verify(message, header)
            throw error
        }
        try verify(message, header, upTo: begin, adding: decoder.sums ?? FletcherSums())
    }

    private func onWords(_ message: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let base = message.baseAddress, UInt(bitPattern: base) % 4 != 0 else { return message }
        if (aligned?.count ?? 0) < message.count {
            aligned?.deallocate()
            aligned = .allocate(byteCount: message.count, alignment: 64)
        }
        guard let aligned else { return message }
        aligned.copyMemory(from: message)
        return UnsafeRawBufferPointer(rebasing: aligned[..<message.count])
    }

    private func decoder(of format: WireFormat) throws(CompressionError) -> any PayloadDecoder {
        if let known = decoders[format] { return known }
        let made = PayloadDecoders.decoder(of: format).init(count: count)
        for other in type(of: made).formats { decoders[other] = made }
        return made
    }

    /// Where the payload begins, in a message that has all of it.
    private func payloadOffset(
        _ header: MessageHeader, _ message: UnsafeRawBufferPointer
    ) throws(CompressionError) -> Int {
        let begin =
            try MessageHeader.byteCount + PayloadDecoders.parameterByteCount(of: header.format, message)
        guard message.count - begin == header.payloadByteCount else {
            throw .message(
                offset: message.count,
                reason: "it ends after \(message.count) of \(begin + header.payloadByteCount) bytes")
        }
        return begin
    }

    /// Refuses a message whose bytes are not those of its checksum.
    /// - Parameters:
    ///   - end: of the bytes that are read; nil for all.
    ///   - others: sums of those behind.
    private func verify(
        _ message: UnsafeRawBufferPointer, _ header: MessageHeader, upTo end: Int? = nil,
        adding others: FletcherSums = FletcherSums()
    ) throws(CompressionError) {
        guard let base = message.baseAddress else { return }
        let found = MessageHeader.checksum(
            base, byteCount: end ?? message.count, adding: others, kernels: kernels)
        guard found == header.checksum else { throw .checksum(expected: header.checksum, found: found) }
    }

    /// The message without its header and stage.
    private func received(
        _ message: UnsafeRawBufferPointer, _ header: MessageHeader, _ begin: Int
    ) throws(CompressionError) -> ReceivedMessage {
        guard header.elements == count else { throw .otherElements(expected: count, found: header.elements) }
        var payload = UnsafeRawBufferPointer(rebasing: message[begin...])
        if let compressor = try header.stage.compressor() { payload = try expanded(payload, by: compressor, at: begin) }
        return ReceivedMessage(
            format: header.format, stage: header.stage, elements: header.elements,
            parameters: UnsafeRawBufferPointer(rebasing: message[MessageHeader.byteCount..<begin]), payload: payload,
            payloadOffset: begin)
    }

    private func expanded(
        _ payload: UnsafeRawBufferPointer, by compressor: any LosslessCompressor, at begin: Int
    ) throws(CompressionError) -> UnsafeRawBufferPointer {
        guard payload.count >= 4 else { throw .message(offset: begin, reason: "the payload's length is missing") }
        let length = Int(payload.littleEndian(UInt32.self, at: 0))
        // An index and a value, or two values of a bucket of one element, and a bit.
        let most = 64 + 9 * count
        guard length <= most else {
            throw .message(offset: begin, reason: "\(length) bytes are more than \(count) elements can have")
        }
        let room = plain ?? .allocate(byteCount: most, alignment: 64)
        plain = room
        let own = UnsafeMutableRawBufferPointer(rebasing: room[..<length])
        try compressor.expand(UnsafeRawBufferPointer(rebasing: payload[4...]), into: own)
        return UnsafeRawBufferPointer(own)
    }
}
