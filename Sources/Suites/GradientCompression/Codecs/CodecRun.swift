import Compression
import Measurement
import Report

/// A codec with a gradient, its message and what is decoded from it. Everything is allocated when it is made.
final class CodecRun {
    let codec: Codec
    let gradient: InputGradient
    let encoder: any GradientEncoder
    private let decoder: GradientDecoder
    private let message: UnsafeMutableRawBufferPointer
    private let decoded: UnsafeMutableBufferPointer<Float>
    private var byteCount = 0
    /// What failed first.
    private(set) var failure: String?

    /// - Throws: `CompressionError` for a gradient that the codec cannot send.
    init(_ codec: Codec, _ gradient: InputGradient, seed: UInt64) throws(CompressionError) {
        (self.codec, self.gradient) = (codec, gradient)
        encoder = try codec.encoder(tensors: gradient.tensors, seed: seed)
        decoder = try GradientDecoder(count: encoder.count)
        message = .allocate(byteCount: encoder.capacity, alignment: 64)
        message.initializeMemory(as: UInt8.self, repeating: 0)
        decoded = .aligned(repeatElement(0, count: encoder.count))
        encode()
        decode()
    }

    deinit {
        message.deallocate()
        decoded.deallocate()
    }

    /// Gradient to message.
    func encode() {
        guard let base = message.baseAddress, let from = gradient.elements.baseAddress else { return }
        do { byteCount = try encoder.encode(from, into: base) } catch { failure = failure ?? "\(error)" }
    }

    /// Message to gradient.
    func decode() {
        guard let to = decoded.baseAddress else { return }
        do { try decoder.decode(UnsafeRawBufferPointer(written), into: to) } catch {
            failure = failure ?? "\(error)"
        }
    }

    private var written: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: message[..<byteCount])
    }
}

// What a message is held against, and what it says.
extension CodecRun {
    /// The first message, with the encoder as it was made.
    func begin() {
        encoder.reset()
        encode()
        decode()
    }

    /// Whether what was decoded obeys the codec's law, and whether the message is as long as it should be.
    func checks() -> [Report.Check] {
        begin()
        return [CodecLaw(codec).check(decoded, of: gradient), wireCheck()]
    }

    private func wireCheck() -> Report.Check {
        let name = "wire-bytes"
        guard let formula = codec.payloadFormula(tensors: gradient.tensors) else {
            return .init(
                name: name, passed: byteCount <= encoder.capacity,
                detail:
                    "\(byteCount) bytes, the header's \(encoder.headerByteCount) included; they depend on the gradient")
        }
        let apart = Double(byteCount) - formula
        return .init(
            name: name, passed: apart == Double(encoder.headerByteCount),
            detail: "\(byteCount) bytes; \(formula) by the formula and \(encoder.headerByteCount) of header")
    }

    /// Figures of the first message.
    func metrics() -> [String: Report.Metric] {
        begin()
        let none = "the gradient is 0"
        let error = EncodedError(of: decoded, from: gradient.elements)
        var metrics: [String: Report.Metric] = [
            "bytes.wire": .exact(Double(byteCount), "B", .lower, .measured),
            "bytes.formula": codec.payloadFormula(tensors: gradient.tensors).map { .exact($0, "B", .lower) }
                ?? .unavailable(unit: "B", reason: "the payload's length depends on the gradient"),
            "ratio.wire": .exact(4 * Double(encoder.count) / Double(max(byteCount, 1)), "1", .higher),
            "error.relative": error.relative.map { .exact($0, "1", .lower) } ?? .unavailable(unit: "1", reason: none),
            "cosine": error.cosine.map { .exact($0, "1", .higher) } ?? .unavailable(unit: "1", reason: none),
            "entropy": byteEntropy(
                UnsafeRawBufferPointer(rebasing: written[min(encoder.headerByteCount, byteCount)...])
            ).map { .exact($0, "1", .higher) }
                ?? .unavailable(unit: "1", reason: "the payload is empty"),
            "memory.peak": .exact(Double(encoder.stateByteCount + encoder.capacity), "B", .lower),
        ]
        if codec.kind.isStochastic, let spread = spread() {
            metrics["bias.relative"] = .exact(spread.bias, "1", .lower, count: Self.draws(encoder.count))
            metrics["variance.relative"] = .exact(spread.variance, "1", .lower, count: Self.draws(encoder.count))
        }
        if let residual = residual() { metrics["residual.relative"] = residual }
        begin()
        return metrics
    }

    /// Messages that a spread is of.
    private static func draws(_ count: Int) -> Int { count > 100_000 ? 8 : 64 }

    private func spread() -> EncodedSpread? {
        EncodedSpread(of: gradient.elements, draws: Self.draws(encoder.count)) { to in
            encode()
            do { try decoder.decode(UnsafeRawBufferPointer(written), into: to) } catch {
                failure = failure ?? "\(error)"
            }
        }
    }

    /// Messages after which the residual is told.
    private static let rounds = 30

    /// What is left out after some messages of the same gradient, by the gradient's norm.
    private func residual() -> Report.Metric? {
        guard codec.feedsBack || codec.kind == .dgc else { return nil }
        encoder.reset()
        for _ in 0..<Self.rounds { encode() }
        guard let left = encoder.residual else { return nil }
        var (own, other) = (0.0, 0.0)
        for (index, element) in gradient.elements.enumerated() {
            own += Double(element) * Double(element)
            other += Double(left[index]) * Double(left[index])
        }
        guard own > 0 else { return .unavailable(unit: "1", reason: "the gradient is 0") }
        return .exact((other / own).squareRoot(), "1", .lower, count: Self.rounds)
    }
}
