import Compression
import Statistics
import TestSupport
import Testing

/// What holds for all codecs alike, whatever their laws.
@Suite struct RoundTripTests {
    /// A codec of each kind and option; `drawn` ones choose by lot.
    private static let drawn = [
        "qsgd/1", "qsgd/7/bucket-64", "qsgd/127/max", "qsgd/3/elias/bucket-128", "qsgd/15/max/elias", "terngrad",
        "terngrad/clip-2.5", "natural", "random-k/0.1", "random-k/0.25/unbiased", "random-k/0.1/fp16", "power-sgd/1",
        "power-sgd/2/cold", "qsgd/7/feedback", "random-k/0.1/feedback", "power-sgd/2/feedback",
    ]
    private static let determined = [
        "fp32", "fp16", "bf16", "int8", "int8/bucket-64", "sign", "scaled-sign", "scaled-sign/bucket-100", "one-bit",
        "one-bit/bucket-64", "top-k/0.01", "top-k/0.1/fp16/coo", "top-k/0.1/bf16/bitmap", "top-k/0.1/signs/gaps",
        "sampled-top-k/0.05", "threshold/0.01", "dgc/0.01", "dgc/0.01/warm-up-2/clip-1/momentum-0.5",
        "scaled-sign/feedback", "top-k/0.01/feedback",
    ]
    private static let codecs = drawn + determined

    private static func gradients(_ count: Int, _ steps: Int, using generator: inout SeededGenerator) -> [[Float]] {
        let kinds = GradientKind.moderate
        return (0..<steps).map { kinds[($0 + count) % kinds.count].elements(count, using: &generator) }
    }

    @Test(arguments: codecs) func bytesFollowFromTheSeed(_ codec: String) throws {
        var generator = SeededGenerator(for: "bytes of \(codec)")
        for count in [1, 7, 65, 1000, 9001] {
            let gradients = Self.gradients(count, 6, using: &generator)
            let seed = generator.next()
            func messages(_ sender: Sender) throws -> [[UInt8]] { try gradients.map(sender.message) }
            let sender = try Sender(codec, count: count, seed: seed)
            let first = try messages(sender)
            sender.encoder.reset()
            #expect(try messages(sender) == first, "after reset(), \(count)")
            #expect(try messages(Sender(codec, count: count, seed: seed)) == first, "the same seed, \(count)")
            guard count >= 1000 else { continue }
            let other = try messages(Sender(codec, count: count, seed: seed ^ 1))
            #expect((other != first) == Self.drawn.contains(codec), "another seed, \(count)")
            #expect(try messages(sender) != first || Self.isForgetful(codec), "without reset(), \(count)")
        }
    }

    /// Whether the next message does not depend on those before.
    private static func isForgetful(_ codec: String) -> Bool {
        determined.contains(codec) && !codec.contains("feedback") && !codec.hasPrefix("dgc")
    }

    @Test(arguments: codecs) func losslessStagesLoseNothing(_ codec: String) throws {
        var generator = SeededGenerator(for: "stages of \(codec)")
        for count in GradientKind.sizes(using: &generator) {
            let gradients = Self.gradients(count, count > 1000 ? 1 : 2, using: &generator)
            let seed = generator.next()
            func sent(_ stage: String) throws -> [[UInt32]] {
                let sender = try Sender("\(codec)\(stage)", count: count, seed: seed)
                return try gradients.map { try sender.send($0).decoded.map(\.bitPattern) }
            }
            let plain = try sent("")
            for stage in Sender.stages { #expect(try sent(stage) == plain, "\(stage), \(count)") }
        }
    }

    /// By layer each tensor is sent as if it were alone.
    @Test(arguments: codecs) func eachLayerIsSentAlone(_ codec: String) throws {
        var generator = SeededGenerator(for: "layers of \(codec)")
        let tensors = [
            TensorShape(rows: 16, columns: 27), TensorShape(vector: 16), TensorShape(vector: 1),
            TensorShape(rows: 30, columns: 201), TensorShape(vector: 999), TensorShape(rows: 7, columns: 9),
        ]
        let count = tensors.reduce(0) { $0 + $1.count }
        for stage in [""] + Sender.stages {
            let all = try Sender("\(codec)\(stage)/by-layer", tensors: tensors, seed: 40)
            let alone = try tensors.enumerated().map { index, tensor in
                try Sender("\(codec)\(stage)", tensors: [tensor], seed: 40 + UInt64(index))
            }
            for gradient in Self.gradients(count, 4, using: &generator) {
                var place = 0
                let each = try zip(tensors, alone).map { tensor, sender in
                    defer { place += tensor.count }
                    return try sender.send(Array(gradient[place..<place + tensor.count]))
                }
                let transfer = try all.send(gradient)
                #expect(transfer.decoded.map(\.bitPattern) == each.flatMap { $0.decoded.map(\.bitPattern) })
                // Each with its header, filled up to whole words.
                let bytes = each.reduce(0) { $0 + ($1.message.count + 3) / 4 * 4 }
                #expect(transfer.payloadByteCount == bytes && transfer.headerByteCount == 20)
            }
        }
    }

    /// A message may lie anywhere.
    @Test(arguments: codecs) func messagesNeedNotLieOnWords(_ codec: String) throws {
        var generator = SeededGenerator(for: "places of \(codec)")
        let gradient = GradientKind.gaussian.elements(700, using: &generator)
        let transfer = try Sender(codec, count: 700).send(gradient)
        let decoder = try GradientDecoder(count: 700)
        for offset in 1..<5 {
            let moved = [UInt8](repeating: 0, count: offset) + transfer.message
            var decoded = [Float](repeating: .nan, count: 700)
            try moved.withUnsafeBytes { try decoder.decode(.init(rebasing: $0[offset...]), into: &decoded) }
            #expect(decoded.map(\.bitPattern) == transfer.decoded.map(\.bitPattern), "\(offset)")
        }
    }

    @Test("A changed seed, message or layer would be seen") func seededBugs() throws {
        var generator = SeededGenerator(seed: 12)
        let gradient = GradientKind.gaussian.elements(1000, using: &generator)
        let sender = try Sender("qsgd/7", count: 1000, seed: 1)
        let first = try sender.message(of: gradient)
        #expect(try sender.message(of: gradient) != first, "a step that was not counted would repeat the lots")
        #expect(try Sender("qsgd/7", count: 1000, seed: 2).message(of: gradient) != first)
        let tensors = [TensorShape(vector: 500), TensorShape(vector: 500)]
        let layers = try Sender("int8/by-layer", tensors: tensors).send(gradient)
        #expect(try Sender("int8", tensors: tensors).send(gradient).decoded != layers.decoded, "one scale for both")
    }
}
