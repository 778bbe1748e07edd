/// What of a codec is timed.
enum CodecPass: String, CaseIterable, Sendable {
    /// From the gradient to the message, error feedback included where the codec has it.
    case encode
    /// From the message to the gradient.
    case decode
}
