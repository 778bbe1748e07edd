/// Who decodes which format.
enum PayloadDecoders {
    private static var all: [any PayloadDecoder.Type] {
        [
            FloatDecoder.self, IntegerDecoder.self, SignDecoder.self, LevelDecoder.self, TernaryDecoder.self,
            NaturalDecoder.self, SparseDecoder.self, RandomDecoder.self, LowRankDecoder.self, PartsDecoder.self,
        ]
    }

    static func decoder(of format: WireFormat) -> any PayloadDecoder.Type {
        all.first { $0.formats.contains(format) } ?? FloatDecoder.self
    }

    /// Bytes between a message's header and its payload.
    /// - Throws: ``CompressionError/message(offset:reason:)`` where the message ends before them.
    static func parameterByteCount(
        of format: WireFormat, _ message: UnsafeRawBufferPointer
    ) throws(CompressionError) -> Int {
        let byteCount: Int
        switch format {
        case .fp32, .fp16, .bf16, .sign, .ternary, .natural: byteCount = 0
        case .int8, .scaledSign, .twoValues, .parts: byteCount = 4
        case .qsgd, .sparse: byteCount = 8
        case .random: byteCount = 16
        case .lowRank:
            guard message.count >= MessageHeader.byteCount + 4 else {
                throw .message(offset: message.count, reason: "it ends before its tensors")
            }
            byteCount = 4 + 8 * Int(message.littleEndian(UInt16.self, at: MessageHeader.byteCount + 2))
        }
        guard message.count >= MessageHeader.byteCount + byteCount else {
            throw .message(offset: message.count, reason: "it ends before its \(byteCount) bytes of parameters")
        }
        return byteCount
    }
}
