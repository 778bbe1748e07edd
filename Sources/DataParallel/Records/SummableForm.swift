/// How a message is to be read that can be summed in place, without being decoded first: in FP32, FP16, BF16, or as
/// values of random elements, none behind a lossless stage (formats 1, 2, 3 and 12 of the wire format). Messages of one
/// form can be summed: they have as many elements, random ones the same.
public struct SummableForm: Equatable, Sendable {
    private let byteCount: Int
    /// What comes before the checksum: format, stage and lengths.
    private let head: UInt64, payload: UInt32
    /// Of random elements: seed, number, and kind of values.
    private let seed, choice: UInt64

    /// The form of a message; nil where it cannot be summed.
    public init?(_ message: UnsafeRawBufferPointer) {
        guard message.count >= 16, message[3] == 0 else { return nil }
        byteCount = message.count
        head = message.loadUnaligned(as: UInt64.self)
        payload = message.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
        switch message[2] {
        case 1, 2, 3: (seed, choice) = (0, 0)
        case 12 where message.count >= 32:
            seed = message.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
            choice = message.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        default: return nil
        }
    }
}
