import Compression
import Statistics
import TestSupport
import Testing

/// What is not sent is kept, bit by bit; a residual that is forgotten or wrong is reported.
@Suite struct FeedbackLawTests {
    private static let codecs =
        [
            "fp32", "bf16", "int8/bucket-64", "sign", "scaled-sign", "scaled-sign/bucket-100", "one-bit", "qsgd/7",
            "qsgd/3/bucket-64/max/elias", "terngrad", "terngrad/clip-2.5", "natural", "top-k/0.01",
            "top-k/0.1/bf16/gaps", "top-k/0.05/signs", "sampled-top-k/0.02", "threshold/0.02", "random-k/0.1",
            "power-sgd/2",
        ] + Sender.stages.flatMap { ["top-k/0.01\($0)", "qsgd/7\($0)"] }

    /// Sends gradients of all kinds but the hugest; what the first that breaks the law is told.
    private func violation(
        _ codec: String, kinds: [GradientKind] = GradientKind.moderate,
        law: (_ transfer: Transfer, _ before: [Float], _ after: [Float]) -> String?
    ) throws -> String? {
        var generator = SeededGenerator(for: "feedback of \(codec)")
        for count in [0, 1, 7, 64, 65, 999, 4097, 70_001] {
            let sender = try Sender("\(codec)/feedback", count: count, seed: generator.next())
            for step in 0..<20 {
                let before = sender.carriedOver
                let transfer = try sender.send(kinds[step % kinds.count].elements(count, using: &generator))
                if let text = law(transfer, before, sender.carriedOver) {
                    return "\(count) elements, step \(step): \(text)"
                }
            }
        }
        return nil
    }

    @Test(arguments: codecs) func residualIsWhatWasNotSent(_ codec: String) throws {
        let fault = try violation(codec, law: FeedbackLaws.residual)
        #expect(fault == nil)
    }

    @Test(arguments: ["top-k/0.01", "top-k/0.1/gaps", "sampled-top-k/0.02", "threshold/0.02", "random-k/0.1", "fp32"])
    func sentAndResidualAreTheInput(_ codec: String) throws {
        let fault = try violation(codec, kinds: GradientKind.allCases, law: FeedbackLaws.partition)
        #expect(fault == nil)
    }

    @Test func partsCarryOverWhatTheyLeaveOut() throws {
        var generator = SeededGenerator(for: #function)
        let tensors = [TensorShape(rows: 8, columns: 16), TensorShape(vector: 5), TensorShape(rows: 3, columns: 7)]
        let sender = try Sender("top-k/0.1/feedback/by-layer", tensors: tensors)
        for _ in 0..<10 {
            let before = sender.carriedOver
            let transfer = try sender.send(GradientKind.gaussian.elements(154, using: &generator))
            #expect(sender.carriedOver.count == 154)
            #expect(FeedbackLaws.partition(transfer, before: before, after: sender.carriedOver) == nil)
        }
    }

    @Test func aResidualThatIsForgottenOrWrongIsReported() throws {
        for codec in ["top-k/0.01", "scaled-sign", "int8"] {
            #expect(
                try violation(codec) { transfer, before, after in
                    FeedbackLaws.residual(transfer, before: before.map { _ in 0 }, after: after)
                } != nil, "the old one forgotten")
            #expect(
                try violation(codec) { transfer, before, after in
                    FeedbackLaws.residual(transfer, before: before, after: after.map { _ in 0 })
                } != nil, "the new one forgotten")
            #expect(
                try violation(codec) { transfer, before, after in
                    var after = after
                    if let last = after.lastIndex(where: { $0 != 0 }) { after[last] = after[last].nextUp }
                    return FeedbackLaws.residual(transfer, before: before, after: after)
                } != nil, "a step of FP32")
        }
        #expect(try violation("int8", law: FeedbackLaws.partition) != nil, "sent and kept")
        #expect(
            try violation("top-k/0.01") { transfer, before, after in
                var transfer = transfer
                if let last = transfer.decoded.lastIndex(where: { $0 != 0 }) { transfer.decoded[last].negate() }
                return FeedbackLaws.partition(transfer, before: before, after: after)
            } != nil, "another sign")
    }
}
