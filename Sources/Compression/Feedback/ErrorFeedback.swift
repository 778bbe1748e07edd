import Kernels

/// Error feedback: what a message leaves out of a gradient is added to the next one (Seide et al., Interspeech 2014; Karimireddy et
/// al., 2019, arXiv:1901.09847). The residual is the sum of gradient and old residual less what the message says, each rounded to
/// FP32: of sparse values in FP32 exactly what was not sent.
final class ErrorFeedback: TwoStepEncoder {
    private let encoder: any TwoStepEncoder
    private let decoder: GradientDecoder
    private let kernels: ElementwiseKernels
    private let corrected, sent: UnsafeMutablePointer<Float>
    /// What was left out so far.
    private let leftOut: UnsafeMutablePointer<Float>

    /// - Throws: ``CompressionError/elements(_:reason:)``.
    init(_ encoder: any TwoStepEncoder, kernels: ElementwiseKernels = .fastest) throws(CompressionError) {
        (self.encoder, self.kernels) = (encoder, kernels)
        decoder = try GradientDecoder(count: encoder.count)
        let room = max(encoder.count, 1)
        (corrected, sent, leftOut) = (.allocate(capacity: room), .allocate(capacity: room), .allocate(capacity: room))
        leftOut.initialize(repeating: 0, count: room)
    }

    deinit {
        corrected.deallocate()
        sent.deallocate()
        leftOut.deallocate()
    }

    var count: Int { encoder.count }
    var capacity: Int { encoder.capacity }
    var headerByteCount: Int { encoder.headerByteCount }
    var stateByteCount: Int { encoder.stateByteCount + 3 * 4 * count + decoder.stateByteCount }

    func prepare(
        _ gradient: UnsafePointer<Float>, into message: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        kernels.add(gradient, leftOut, sum: corrected, count: count)
        let byteCount = try encoder.prepare(corrected, into: message)
        try decoder.decode(UnsafeRawBufferPointer(start: message, count: byteCount), into: sent)
        return byteCount
    }

    func advance() {
        encoder.advance()
        kernels.add(corrected, sent, scaledBy: -1, sum: leftOut, count: count)
    }

    func copyResidual(into residual: UnsafeMutablePointer<Float>) -> Bool {
        residual.update(from: leftOut, count: count)
        return true
    }

    func reset() {
        encoder.reset()
        leftOut.update(repeating: 0, count: count)
    }
}
