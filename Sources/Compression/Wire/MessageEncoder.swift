import Kernels

/// Writes messages: header, parameters and payload of one format, the payload through a lossless stage where one is asked for.
final class MessageEncoder: TwoStepEncoder {
    let count: Int
    let capacity: Int
    let headerByteCount: Int
    var stateByteCount: Int { payload.stateByteCount + (plain?.count ?? 0) }
    private let payload: any PayloadEncoder
    private let stage: LosslessStage
    /// The payload before the stage; nil without one.
    private let plain: UnsafeMutableRawBufferPointer?
    private let compressor: (any LosslessCompressor)?
    private let kernels: CompressionKernels

    /// - Throws: ``CompressionError/elements(_:reason:)``, ``CompressionError/stage(_:reason:)``.
    init(
        count: Int, payload: any PayloadEncoder, stage: LosslessStage, kernels: CompressionKernels = .fastest
    ) throws(CompressionError) {
        guard (0...MessageHeader.mostElements).contains(count) else {
            throw .elements(count, reason: "a message has 0 to \(MessageHeader.mostElements)")
        }
        // A stage may make it longer by some thousandths.
        guard payload.payloadCapacity <= Int(UInt32.max) - 1 << 24 else {
            throw .elements(
                count, reason: "a payload of \(payload.payloadCapacity) bytes is longer than 32 bits can say")
        }
        (self.count, self.payload, self.stage, self.kernels) = (count, payload, stage, kernels)
        headerByteCount = MessageHeader.byteCount + payload.parameterByteCount
        compressor = try stage.compressor()
        plain = compressor.map { _ in .allocate(byteCount: payload.payloadCapacity, alignment: 64) }
        capacity =
            headerByteCount + (compressor.map { 4 + $0.bound(payload.payloadCapacity) } ?? payload.payloadCapacity)
    }

    deinit { plain?.deallocate() }

    func prepare(
        _ gradient: UnsafePointer<Float>, into message: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        let parameters = message + MessageHeader.byteCount
        let place = message + headerByteCount
        var byteCount: Int
        if let compressor, let plain, let base = plain.baseAddress {
            let plainCount = try payload.encode(gradient, parameters: parameters, payload: base)
            place.store(UInt32(plainCount), at: 0)
            let room = UnsafeMutableRawBufferPointer(start: place + 4, count: capacity - headerByteCount - 4)
            byteCount = try 4 + compressor.compress(UnsafeRawBufferPointer(rebasing: plain[..<plainCount]), into: room)
        } else {
            byteCount = try payload.encode(gradient, parameters: parameters, payload: place)
        }
        let header = MessageHeader(
            format: payload.format, stage: stage, elements: count, payloadByteCount: byteCount)
        byteCount += headerByteCount
        header.write(
            to: message, byteCount: byteCount, payload: compressor == nil ? payload.sums : nil, kernels: kernels)
        return byteCount
    }

    func advance() { payload.advance() }

    func reset() { payload.reset() }
}
