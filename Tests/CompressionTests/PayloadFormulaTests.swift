import Compression
import Foundation
import Statistics
import TestSupport
import Testing

/// Measured payloads are those of the formulas, to the byte. A message has its header beside: 16 bytes and the
/// parameters of its format, which ``Case/header`` states.
@Suite struct PayloadFormulaTests {
    struct Case: CustomTestStringConvertible {
        let codec: String
        var count = 1_000_000
        let payload: Int
        /// Bytes before the payload: 16 + P.
        let header: Int
        /// FP32 by payload, as published or worked out by hand, and in how many digits.
        let ratio: Double
        var digits = 2

        var testDescription: String { codec }
    }

    private static let n = 1_000_000

    /// Ratios of the elements' FP32 bytes to the payload.
    static let cases = [
        Case(codec: "fp32", payload: 4 * n, header: 16, ratio: 1),
        Case(codec: "fp16", payload: 2 * n, header: 16, ratio: 2),
        Case(codec: "bf16", payload: 2 * n, header: 16, ratio: 2),
        Case(codec: "int8", payload: 4 + n, header: 16 + 4, ratio: 4),
        // QSGD, b bits and buckets of B: 32/(b + 32/B).
        Case(codec: "qsgd/1/bucket-64", payload: 4 * n / 64 + 2 * n / 8, header: 16 + 8, ratio: 12.8),
        Case(codec: "qsgd/3/bucket-64/max", payload: 4 * n / 64 + 3 * n / 8, header: 16 + 8, ratio: 9.14),
        Case(codec: "qsgd/127/bucket-128", count: 1 << 20, payload: (1 << 20) + 4 << 13, header: 16 + 8, ratio: 3.88),
        // GRACE's nominal column: 32 times, which its uint8 do not reach; scales are 4 bytes, or 8 of two values.
        Case(codec: "sign", payload: n / 8, header: 16, ratio: 32),
        Case(codec: "scaled-sign", payload: 4 + n / 8, header: 16 + 4, ratio: 32),
        Case(codec: "one-bit", payload: 8 + n / 8, header: 16 + 4, ratio: 32),
        // log2 3 bits would be 20.2; five digits a byte are 1.6 bits.
        Case(codec: "terngrad", payload: 4 + n / 5, header: 16, ratio: 20),
        Case(codec: "natural", payload: n + n / 8, header: 16, ratio: 32.0 / 9),
        // Top-k of a share ρ: 1/(2ρ) with indices, 4/(6ρ) with FP16 values; a bitmap 32/(1 + 32ρ).
        Case(codec: "top-k/0.001/coo", payload: 8 * n / 1000, header: 16 + 8, ratio: 500),
        Case(codec: "top-k/0.001/coo/fp16", payload: 6 * n / 1000, header: 16 + 8, ratio: 666.67),
        Case(codec: "top-k/0.1/coo", payload: 8 * n / 10, header: 16 + 8, ratio: 5),
        Case(codec: "top-k/0.1/bitmap", payload: n / 8 + 4 * n / 10, header: 16 + 8, ratio: 7.62),
        // A magnitude and a bit for each in place of values.
        Case(codec: "top-k/0.001/coo/signs", payload: 4 + 125 + 4000, header: 16 + 8, ratio: 968.76),
        Case(codec: "dgc/0.001/coo", payload: 8 * n / 1000, header: 16 + 8, ratio: 500),
        // Values alone: 1/ρ.
        Case(codec: "random-k/0.01", payload: 4 * n / 100, header: 16 + 16, ratio: 100),
        Case(codec: "random-k/0.01/fp16", payload: 2 * n / 100, header: 16 + 16, ratio: 200),
    ]

    private static let gradient = {
        var generator = SeededGenerator(seed: 2024)
        return (0..<1 << 20).map { _ in Float(generator.gaussian()) }
    }()

    private func sent(_ codec: String, _ count: Int = n) throws -> Transfer {
        try Sender(codec, count: count).send(Array(Self.gradient[..<count]))
    }

    @Test(arguments: cases) func payloadsAreThoseOfTheFormulas(_ each: Case) throws {
        let codec = each.codec.hasPrefix("dgc") ? "top-k" + each.codec.dropFirst(3) : each.codec
        let transfer = try sent(codec, each.count)
        #expect(transfer.payloadByteCount == each.payload)
        #expect(transfer.headerByteCount == each.header)
        let scale = pow(10, Double(each.digits))
        let ratio = 4 * Double(each.count) / Double(transfer.payloadByteCount)
        // Scales of 4 or 8 bytes for all elements are a few hundred-thousandths of the payload.
        #expect(abs(ratio - each.ratio) <= 0.5 / scale + 1e-4 * each.ratio, "\(ratio)")
        #expect(try Sender(each.codec, count: each.count).encoder.headerByteCount == each.header)
    }

    /// The codec's own formula says the same, where there is one.
    @Test func formulasOfCodecsAreThoseOfTheirPayloads() throws {
        for codec in Self.cases.map(\.codec) + ["one-bit/bucket-10", "power-sgd/2", "int8/by-layer", "sign/by-layer"] {
            for count in [0, 1, 7, 8, 9, 64, 999] {
                let matrix = TensorShape(rows: 30, columns: 20)
                let tensors = count == 999 ? [matrix, TensorShape(vector: 399)] : [TensorShape(vector: count)]
                let sender = try Sender(codec, tensors: tensors)
                let payload = try sender.send(Array(Self.gradient[..<count])).payloadByteCount
                let formula = try Codec(codec).payloadFormula(tensors: tensors)
                #expect(formula == Double(payload) || codec.hasPrefix("dgc") && formula == nil, "\(codec), \(count)")
            }
        }
        for codec in ["qsgd/7/elias", "top-k/0.1", "threshold/1", "sampled-top-k/0.1", "fp32/zstd"] {
            #expect(try Codec(codec).payloadFormula(tensors: [TensorShape(vector: 9)]) == nil, "\(codec)")
        }
    }

    @Test("Sizes that fill no byte are rounded up") func oddSizes() throws {
        for count in [0, 1, 7, 8, 9, 63, 64, 65, 999] {
            let bits = (count + 7) / 8
            #expect(try sent("sign", count).payloadByteCount == bits)
            #expect(try sent("natural", count).payloadByteCount == count + bits)
            #expect(try sent("terngrad", count).payloadByteCount == 4 + (count + 4) / 5)
            #expect(try sent("int8/bucket-64", count).payloadByteCount == (count + 63) / 64 * 4 + count)
            #expect(try sent("one-bit/bucket-10", count).payloadByteCount == (count + 9) / 10 * 8 + bits)
            let widths = [(1, 2), (2, 3), (3, 3), (4, 4), (7, 4), (8, 5), (31, 6), (63, 7), (64, 8), (127, 8)]
            for (levels, width) in widths {
                let payload = try sent("qsgd/\(levels)/bucket-64", count).payloadByteCount
                #expect(payload == (count + 63) / 64 * 4 + (count * width + 7) / 8, "\(levels), \(count)")
            }
        }
    }

    /// Entropy of positions: (−ρ log2 ρ − (1 − ρ) log2(1 − ρ))/ρ bits an index, 11.41 at 0.1 %.
    @Test func gapsComeNearTheEntropyOfPositions() throws {
        for (share, expected) in [(0.001, 11.41), (0.01, 8.08), (0.1, 4.69)] {
            let entropy = -(share * log2(share) + (1 - share) * log2(1 - share)) / share
            #expect(abs(entropy - expected) < 0.005)
            let kept = Double(Self.n) * share
            let positions = try sent("top-k/\(share)/gaps").payloadByteCount - 4 * Int(kept)
            let bits = 8 * Double(positions) / kept
            // Of one draw of positions the entropy is a little more or less.
            #expect(bits > 0.97 * entropy && bits < 1.04 * entropy, "\(bits) bits, \(entropy)")
            #expect(try sent("top-k/\(share)").payloadByteCount == 4 * Int(kept) + positions, "gaps are the smallest")
        }
    }

    /// The gaps take what Rice's formula gives with the best of all parameters.
    @Test func gapsHaveTheBestParameter() throws {
        for share in [0.0003, 0.001, 0.02, 0.1, 0.4] {
            let transfer = try sent("top-k/\(share)/gaps", 100_000)
            let kept = SparsifierLaws.kept(share, of: 100_000)
            let places = SparsifierLaws.largest(kept, of: transfer.gradient)
            let gaps = zip(places, [-1] + places).map { $0 - $1 - 1 }
            let bits = (0..<32).map { parameter in gaps.reduce(0) { $0 + ($1 >> parameter) + 1 + parameter } }
            #expect(transfer.payloadByteCount == 4 * kept + ((bits.min() ?? 0) + 7) / 8, "\(share)")
        }
    }

    /// Relative errors of Gaussian elements: top-k √(1 − 2[tφ(t) + Q(t)]), scaled sign √(1 − 2/π).
    @Test func errorsOfGaussianElements() throws {
        for (codec, expected) in [("top-k/0.1", 0.749), ("top-k/0.01", 0.957), ("scaled-sign", 0.603)] {
            let transfer = try sent(codec)
            let error = transfer.relativeErrors(of: [TensorShape(vector: Self.n)])[0]
            #expect(abs(error - expected) < 0.0015, "\(codec): \(error)")
        }
        for (threshold, expected) in [(1.6449, 0.749), (2.5758, 0.957)] {
            let density = exp(-threshold * threshold / 2) / (2 * Double.pi).squareRoot()
            let above = erfc(threshold / 2.0.squareRoot()) / 2
            #expect(abs((1 - 2 * (threshold * density + above)).squareRoot() - expected) < 0.0005)
        }
        #expect(abs((1 - 2 / Double.pi).squareRoot() - 0.603) < 0.0005)
    }
}
