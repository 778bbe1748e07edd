import Compression
import Statistics
import Testing

@testable import Suites

/// The suite's own check of what codecs send.
@Suite struct CodecLawTests {
    static let codecs = [
        "fp32", "fp16", "bf16", "int8", "int8/bucket-256", "sign", "scaled-sign/feedback", "one-bit/feedback", "qsgd/7",
        "qsgd/1/bucket-64", "qsgd/127/bucket-512", "qsgd/7/elias", "terngrad", "natural", "top-k/0.1", "top-k/0.01",
        "top-k/0.01/fp16", "sampled-top-k/0.01", "threshold/0.03", "random-k/0.01", "random-k/0.01/unbiased",
        "dgc/0.001", "power-sgd/1", "power-sgd/4",
    ]

    /// Normal elements of a hundredth, a few of which are above every threshold.
    private static let elements: [Float] = {
        var generator = SeededGenerator(seed: 5)
        return (0..<100_000).map { _ in Float(0.01 * generator.gaussian()) }
    }()

    /// The verdict on what a codec sends, changed.
    private func passes(_ name: String, _ change: (inout [Float]) -> Void) throws -> Bool {
        let input = InputGradient(Self.elements)
        let codec = try Codec(name)
        let encoder = try codec.encoder(tensors: input.tensors, seed: 2)
        let message = UnsafeMutableRawBufferPointer.allocate(byteCount: encoder.capacity, alignment: 64)
        defer { message.deallocate() }
        var decoded = [Float](repeating: 0, count: Self.elements.count)
        let (to, from) = (try #require(message.baseAddress), try #require(input.elements.baseAddress))
        let byteCount = try encoder.encode(from, into: to)
        try GradientDecoder(count: decoded.count).decode(
            UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(message)[..<byteCount]), into: &decoded)
        change(&decoded)
        return decoded.withUnsafeMutableBufferPointer { CodecLaw(codec).check($0, of: input).passed }
    }

    @Test(arguments: codecs) func whatACodecSendsPasses(_ codec: String) throws {
        #expect(try passes(codec) { _ in })
    }

    @Test(arguments: codecs) func zerosAreReported(_ codec: String) throws {
        #expect(try !passes(codec) { decoded in decoded = decoded.map { _ in 0 } })
    }

    @Test(arguments: codecs) func otherSignsAreReported(_ codec: String) throws {
        #expect(try !passes(codec) { decoded in decoded = decoded.map { -$0 } })
    }
}
