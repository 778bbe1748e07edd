import Testing

@testable import Compression

@Suite("What encoders and decoders refuse") struct RefusalTests {
    /// Gradients of a few steps.
    private static func gradient(_ count: Int, step: Int) -> [Float] {
        GoldenInput.bell.gradient(count, seed: 7, step: step)
    }

    /// Encodes a gradient, a bad one, which must be refused, and another; what is sent last must be what it would be
    /// without the bad one. Returns the error.
    private func error(
        of codec: String, tensors: [TensorShape], _ change: (inout [Float]) -> Void
    ) throws -> CompressionError {
        let count = tensors.reduce(0) { $0 + $1.count }
        var bad = Self.gradient(count, step: 1)
        change(&bad)
        let (disturbed, calm) = try (
            Codec(codec).encoder(tensors: tensors, seed: 3), Codec(codec).encoder(tensors: tensors, seed: 3)
        )
        let first = Self.gradient(count, step: 0)
        #expect(try disturbed.message(of: first) == calm.message(of: first))
        let error = try #require(throws: CompressionError.self) { try disturbed.message(of: bad) }
        for step in 2..<4 {
            let next = Self.gradient(count, step: step)
            #expect(try disturbed.message(of: next) == calm.message(of: next), "\(codec), step \(step)")
        }
        return error
    }

    @Test("NaN and infinity are refused with their place, and nothing is kept of them", arguments: EveryCodec.all)
    func notFinite(codec: String) throws {
        let tensors = [TensorShape(rows: 12, columns: 10), TensorShape(vector: 7), TensorShape(rows: 3, columns: 1)]
        for (place, value) in [(0, Float.nan), (77, .infinity), (123, -.infinity), (129, -.nan)] {
            let error = try error(of: codec, tensors: tensors) { $0[place] = value }
            guard case .notFinite(place, let found) = error else {
                Issue.record("\(codec): \(error) for element \(place)")
                continue
            }
            // A clipped infinity is a product with 0.
            #expect(codec.contains("clip") && !found.isFinite || found.bitPattern == value.bitPattern)
            #expect("\(error)".contains("element \(place) of the gradient"))
        }
    }

    @Test(
        "What is written past the caches is refused likewise: before, within and behind whole lines",
        arguments: ["fp32", "fp16", "bf16", "fp16/feedback"])
    func largePayloads(codec: String) throws {
        // More than a mebibyte, and no whole number of lines.
        let count = 1 << 19 + 37
        for place in [0, 11, 1 << 18, count - 3, count - 1] {
            for value in [Float.nan, -.infinity] {
                let error = try error(of: codec, tensors: [TensorShape(vector: count)]) { $0[place] = value }
                guard case .notFinite(place, let found) = error, found.bitPattern == value.bitPattern else {
                    Issue.record("\(codec): \(error) for element \(place)")
                    continue
                }
            }
            guard codec.hasPrefix("fp16") else { continue }
            let error = try error(of: codec, tensors: [TensorShape(vector: count)]) { $0[place] = 65_520 }
            guard case .outOfRange(place, 65_520, _) = error else {
                Issue.record("\(codec): \(error) for element \(place)")
                continue
            }
        }
    }

    @Test("The first of several is named, behind a tile of good ones, too", arguments: EveryCodec.plain)
    func firstOfSeveral(codec: String) throws {
        let error = try error(of: codec, tensors: [TensorShape(rows: 100, columns: 100)]) {
            for place in [9_999, 4_500, 9_000] { $0[place] = .nan }
        }
        guard case .notFinite(4_500, _) = error else {
            Issue.record("\(codec): \(error)")
            return
        }
    }

    @Test(
        "Magnitudes that a format does not hold are refused with their place, and nothing is kept of them",
        arguments: [
            ("fp16", Float(65_520), "FP16"), ("fp16/feedback", -1e6, "FP16"),
            ("bf16", .greatestFiniteMagnitude, "BF16"),
            ("top-k/0.1/fp16", 1e5, "FP16"), ("top-k/0.1/bf16/feedback", 3.4e38, "BF16"),
            ("threshold/0.5/fp16", 7e4, "FP16"), ("random-k/1/fp16", -7e4, "FP16"), ("dgc/0.1/fp16", 1e6, "FP16"),
        ])
    func outOfRange(codec: String, value: Float, format: String) throws {
        let error = try error(of: codec, tensors: [TensorShape(vector: 300)]) { $0[211] = value }
        #expect(error == .outOfRange(index: 211, value: value, format: format))
        #expect("\(error)".contains("element 211"))
    }

    @Test(
        "Where one of several tensors cannot be sent, nothing is kept of the others, and the place is right",
        arguments: [
            "fp16/by-layer/feedback", "bf16/by-layer/feedback/zstd", "top-k/0.5/fp16/by-layer/feedback",
            "threshold/0.1/bf16/by-layer/feedback", "random-k/1/fp16/by-layer/feedback",
            "random-k/0.5/unbiased/by-layer",
            "dgc/0.5/fp16/by-layer", "qsgd/4/by-layer", "qsgd/4/elias/by-layer/feedback", "power-sgd/1/by-layer",
            "power-sgd/1", "power-sgd/2/by-layer/feedback",
        ])
    func outOfRangeByLayer(codec: String) throws {
        let tensors = [TensorShape(rows: 9, columns: 8), TensorShape(vector: 5), TensorShape(rows: 8, columns: 8)]
        let error = try error(of: codec, tensors: tensors) {
            for i in 77..<141 { $0[i] = -.greatestFiniteMagnitude }
        }
        guard case .outOfRange(let place, -.greatestFiniteMagnitude, _) = error else {
            Issue.record("\(codec): \(error)")
            return
        }
        #expect(place >= 77)
    }

    @Test("The largest FP16 and BF16 are sent, and what is rounded to them") func largest() throws {
        for (codec, value, sent) in [
            ("fp16", Float(65_519), Float(65_504)), ("bf16", 0x1.fefffep127, 0x1.fep127),
        ] {
            let message = try Codec(codec).encoder(count: 1, seed: 0).message(of: [value])
            #expect(try decoded(message, count: 1) == [sent])
        }
    }

    @Test("Norms and samples beyond FP32 are refused") func overflow() throws {
        let huge = TensorShape(vector: 100)
        for codec in ["qsgd/4", "qsgd/4/elias/feedback", "random-k/0.5/unbiased"] {
            let error = try error(of: codec, tensors: [huge]) { for i in $0.indices { $0[i] = 3e38 } }
            guard case .outOfRange = error else {
                Issue.record("\(codec): \(error)")
                continue
            }
        }
    }

    @Test("A codec's largest gradients are decoded to finite elements, or refused", arguments: EveryCodec.all)
    func largestGradients(codec: String) throws {
        for rows in [1, 9] {
            let tensors = [TensorShape(rows: rows, columns: 8)]
            let encoder = try Codec(codec).encoder(tensors: tensors, seed: 5)
            for step in 0..<5 {
                let gradient = Self.gradient(8 * rows, step: step).map {
                    Float(sign: .plus, exponent: 0, significand: .greatestFiniteMagnitude) * ($0 < 0 ? -1 : 1)
                }
                do {
                    let message = try encoder.message(of: gradient)
                    #expect(try decoded(message, count: 8 * rows).allSatisfy(\.isFinite))
                } catch CompressionError.outOfRange, CompressionError.notFinite {
                    continue
                }
            }
            // What came before does not spoil what is sent of usual gradients.
            encoder.reset()
            let usual = Self.gradient(8 * rows, step: 9)
            #expect(try !decoded(encoder.message(of: usual), count: 8 * rows).contains { !$0.isFinite })
        }
    }
}
