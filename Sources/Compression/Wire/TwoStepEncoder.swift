/// An encoder that first writes a message, and then carries over what it leaves for the next one: what fails before leaves nothing,
/// not with others in one message either.
protocol TwoStepEncoder: GradientEncoder {
    /// Writes the message of a gradient as ``GradientEncoder/encode(_:into:)`` does; what is carried over stays as it is.
    func prepare(
        _ gradient: UnsafePointer<Float>, into message: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int
    /// Carries over what the gradient prepared last leaves.
    func advance()
}

extension TwoStepEncoder {
    /// Both steps.
    public func encode(
        _ gradient: UnsafePointer<Float>, into message: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        let byteCount = try prepare(gradient, into: message)
        advance()
        return byteCount
    }
}
