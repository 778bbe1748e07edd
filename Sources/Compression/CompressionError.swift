/// Why a gradient could not be encoded or a message not be decoded.
public enum CompressionError: Error, Equatable {
    /// An element of a gradient is NaN or infinite.
    case notFinite(index: Int, value: Float)
    /// An element of a gradient has a larger magnitude than the format holds.
    case outOfRange(index: Int, value: Float, format: String)
    /// An option of a codec cannot be: its name as written, and why.
    case option(codec: String, reason: String)
    /// A gradient of so many elements cannot be sent by a codec.
    case elements(Int, reason: String)
    /// A message that is no message of this format; at which byte, and why.
    case message(offset: Int, reason: String)
    /// A message whose bytes were changed on the way.
    case checksum(expected: UInt32, found: UInt32)
    /// A message for another number of elements than asked for.
    case otherElements(expected: Int, found: Int)
    /// A lossless stage that was not built in, or failed.
    case stage(LosslessStage, reason: String)
}

extension CompressionError {
    /// The error of a gradient that so many elements lie before.
    func shifted(by count: Int) -> CompressionError {
        switch self {
        case .notFinite(let index, let value): .notFinite(index: index + count, value: value)
        case .outOfRange(let index, let value, let format):
            .outOfRange(index: index + count, value: value, format: format)
        default: self
        }
    }

    /// The error of a message that so many bytes of another one lie before.
    func behind(_ byteCount: Int) -> CompressionError {
        if case .message(let offset, let reason) = self {
            .message(offset: offset + byteCount, reason: reason)
        } else {
            self
        }
    }
}

extension CompressionError: CustomStringConvertible {
    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .notFinite(let index, let value):
            "element \(index) of the gradient is \(value); lower the learning rate or leave the step out"
        case .outOfRange(let index, let value, let format):
            "element \(index) of the gradient is \(value), which \(format) cannot hold; scale the loss, or take BF16"
        case .option(let codec, let reason): "no codec '\(codec)': \(reason)"
        case .elements(let count, let reason): "\(count) elements cannot be sent: \(reason)"
        case .message(let offset, let reason): "byte \(offset) of the message: \(reason); ask for it again"
        case .checksum(let expected, let found):
            "the message has the checksum \(Self.hex(found)), not \(Self.hex(expected)): it was changed on the way; "
                + "ask for it again"
        case .otherElements(let expected, let found):
            "the message has \(found) elements, not \(expected): both ends must train the same model"
        case .stage(let stage, let reason): "\(stage.rawValue): \(reason)"
        }
    }

    private static func hex(_ value: UInt32) -> String { "0x" + String(value, radix: 16) }
}
