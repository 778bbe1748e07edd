import Kernels

/// A message for each of the tensors of a gradient, in one: each has scales and a choice of elements of its own.
final class PartsEncoder: TwoStepEncoder {
    let count: Int
    let capacity: Int
    let headerByteCount = MessageHeader.byteCount + 4
    private let parts: [any TwoStepEncoder]
    private let kernels: CompressionKernels

    /// - Throws: ``CompressionError/elements(_:reason:)``.
    init(_ parts: [any TwoStepEncoder], kernels: CompressionKernels = .fastest) throws(CompressionError) {
        (self.parts, self.kernels) = (parts, kernels)
        count = parts.reduce(0) { $0 + $1.count }
        capacity = headerByteCount + parts.reduce(0) { $0 + filledUp($1.capacity) }
        guard count <= MessageHeader.mostElements, capacity <= Int(UInt32.max) else {
            throw .elements(count, reason: "their parts are more than a message holds")
        }
    }

    var stateByteCount: Int { parts.reduce(0) { $0 + $1.stateByteCount } }

    func reset() { for part in parts { part.reset() } }

    func copyResidual(into residual: UnsafeMutablePointer<Float>) -> Bool {
        var to = residual
        for part in parts {
            guard part.copyResidual(into: to) else { return false }
            to += part.count
        }
        return true
    }

    func advance() { for part in parts { part.advance() } }

    func prepare(
        _ gradient: UnsafePointer<Float>, into message: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        var (from, byteCount) = (gradient, headerByteCount)
        for part in parts {
            let written: Int
            do { written = try part.prepare(from, into: message + byteCount) } catch {
                throw error.shifted(by: from - gradient)
            }
            for i in written..<filledUp(written) { message.store(UInt8(0), at: byteCount + i) }
            byteCount += filledUp(written)
            from += part.count
        }
        message.store(UInt32(parts.count), at: MessageHeader.byteCount)
        let header = MessageHeader(
            format: .parts, stage: .none, elements: count, payloadByteCount: byteCount - headerByteCount)
        header.write(to: message, byteCount: byteCount, kernels: kernels)
        return byteCount
    }
}

/// Bytes up to the next whole word.
private func filledUp(_ byteCount: Int) -> Int { (byteCount + 3) / 4 * 4 }

final class PartsDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.parts]
    private let count: Int
    /// By the number of elements.
    private var decoders: [Int: GradientDecoder] = [:]
    var stateByteCount: Int { decoders.values.reduce(0) { $0 + $1.stateByteCount } }

    init(count: Int) { self.count = count }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let parts = Int(message.parameters.littleEndian(UInt32.self, at: 0))
        guard message.stage == .none else { throw .message(offset: 3, reason: "parts with a lossless stage") }
        var (elements, at) = (0, 0)
        for _ in 0..<parts {
            let rest = UnsafeRawBufferPointer(rebasing: message.payload[at...])
            let header: MessageHeader
            let parameters: Int
            do throws(CompressionError) {
                header = try MessageHeader(rest)
                guard header.format != .parts else { throw .message(offset: 0, reason: "parts within parts") }
                parameters = try PayloadDecoders.parameterByteCount(of: header.format, rest)
            } catch {
                throw error.behind(message.payloadOffset + at)
            }
            let length = MessageHeader.byteCount + parameters + header.payloadByteCount
            guard filledUp(length) <= rest.count, header.elements <= count - elements else {
                throw message.error(at: at, "a part of \(header.elements) elements and \(length) bytes does not fit")
            }
            guard rest[length..<filledUp(length)].allSatisfy({ $0 == 0 }) else {
                throw message.error(at: at + length, "what fills up a word is not 0")
            }
            do throws(CompressionError) {
                try decoder(of: header.elements).decode(
                    UnsafeRawBufferPointer(rebasing: rest[..<length]), into: gradient + elements)
            } catch {
                throw error.behind(message.payloadOffset + at)
            }
            elements += header.elements
            at += filledUp(length)
        }
        guard elements == count, at == message.payload.count else {
            throw message.error(at: at, "\(parts) parts have \(elements) of \(count) elements and \(at) bytes")
        }
    }

    private func decoder(of elements: Int) throws(CompressionError) -> GradientDecoder {
        if let known = decoders[elements] { return known }
        // The parts of one gradient have no more elements together; those of another division take their place.
        if decoders.keys.reduce(elements, +) > count { decoders = [:] }
        let made = try GradientDecoder(count: elements)
        decoders[elements] = made
        return made
    }
}
