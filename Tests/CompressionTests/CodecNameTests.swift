import Testing

@testable import Compression

@Suite("Names and sizes that are refused") struct CodecNameTests {
    @Test(
        "Options that cannot be are refused, and the error says which and why",
        arguments: [
            ("", "a part is empty"), ("fp32/", "a part is empty"), ("top-k//0.1", "a part is empty"),
            ("topk/0.1", "no kind is called 'topk'; there are fp32, fp16"), ("FP32", "no kind is called 'FP32'"),
            ("top-k", "it needs the share that is kept, such as top-k/1"),
            ("sampled-top-k/feedback", "it needs the share"), ("random-k", "it needs the share"),
            ("dgc", "it needs the share"),
            ("threshold/coo", "it needs the least magnitude"), ("qsgd/max", "it needs the number of levels"),
            ("power-sgd", "it needs a rank"),
            ("top-k/0", "the share that is kept of 0.0 is not in 1e-07 … 1"), ("top-k/2", "of 2.0 is not in"),
            ("top-k/-0.1", "of -0.1 is not in"), ("top-k/nan", "of nan is not in"),
            ("random-k/inf", "of inf is not in"),
            ("dgc/1.5", "of 1.5 is not in"), ("threshold/-1", "of -1.0 is not in"),
            ("threshold/nan", "of nan is not in"),
            ("qsgd/0", "of 0.0 is not in 1 … 127"), ("qsgd/128", "of 128.0 is not in"),
            ("qsgd/2.5", "of 2.5 is not whole"),
            ("qsgd/nan", "of nan is not in"), ("power-sgd/0", "of 0.0 is not in 1 … 64"), ("power-sgd/65", "of 65.0"),
            ("int8/bucket-0", "bucket of 0.0 is not in"), ("int8/bucket-", "'' behind 'bucket-' is no number"),
            ("int8/bucket-many", "'many' behind 'bucket-' is no number"),
            ("int8/bucket-1.5", "bucket of 1.5 is not whole"),
            ("int8/bucket-1e12", "bucket of 1000000000000.0 is not in"), ("int8/bucket--8", "bucket of -8.0 is not in"),
            ("terngrad/clip-0", "clip of 0.0 is not in"), ("terngrad/clip-nan", "clip of nan is not in"),
            ("dgc/0.1/momentum-1", "momentum of 1.0 is not in"), ("dgc/0.1/clip-0", "clip of 0.0 is not in"),
            ("dgc/0.1/warm-up-0", "warm-up of 0.0 is not in"), ("dgc/0.1/warm-up-2.5", "warm-up of 2.5 is not whole"),
            ("fp32/fast", "fp32 has no option 'fast'"), ("fp16/bucket-8", "fp16 has no option 'bucket-8'"),
            ("sign/max", "sign has no option 'max'"), ("natural/elias", "natural has no option 'elias'"),
            ("random-k/0.1/coo", "random-k has no option 'coo'"),
            ("random-k/0.1/signs", "random-k has no option 'signs'"),
            ("top-k/0.1/unbiased", "top-k has no option 'unbiased'"),
            ("top-k/0.1/warm-up-3", "top-k has no option 'warm-up-3'"),
            ("top-k/0.1/0.2", "top-k has no option '0.2'"), ("qsgd/4/4", "qsgd has no option '4'"),
            ("top-k/0.1/coo/coo", "top-k has no option 'coo'"), ("top-k/0.1/coo/gaps", "top-k has no option 'gaps'"),
            ("top-k/0.1/fp16/bf16", "top-k has no option 'bf16'"),
            ("int8/bucket-8/bucket-8", "int8 has no option 'bucket-8'"),
            ("sign/feedback/feedback", "sign has no option 'feedback'"),
            ("sign/zstd/zstd", "sign has no option 'zstd'"),
            ("sign/zstd/deflate", "sign has no option 'deflate'"), ("sign/by-layer/by-layer", "no option 'by-layer'"),
            ("dgc/0.1/feedback", "dgc feeds back what it does not send by itself; leave 'feedback' out"),
        ])
    func options(name: String, reason: String) throws {
        let error = #expect(throws: CompressionError.self) { try Codec(name) }
        guard case .option(name, let found) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found.contains(reason))
        #expect("\(CompressionError.option(codec: name, reason: found))" == "no codec '\(name)': \(found)")
    }

    @Test("Every codec that a name stands for encodes and decodes", arguments: EveryCodec.all)
    func names(name: String) throws {
        let codec = try Codec(name)
        #expect(codec.name == name)
        for count in [0, 1, 130] {
            let gradient = GoldenInput.bell.gradient(count, seed: 1, step: 0)
            let message = try codec.encoder(count: count, seed: 1).message(of: gradient)
            #expect(try decoded(message, count: count).count == count)
        }
    }

    @Test("Numbers of elements that no message has are refused", arguments: EveryCodec.all)
    func counts(name: String) throws {
        for count in [-1, Int.min, 1 << 31, Int.max] {
            let error = #expect(throws: CompressionError.self) { try Codec(name).encoder(count: count, seed: 0) }
            guard case .elements = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test(
        "Tensors that no message has are refused",
        arguments: [
            [TensorShape(rows: .max, columns: .max)], [TensorShape(rows: -3, columns: -3)],
            [TensorShape(vector: -5), TensorShape(vector: 10)], [TensorShape(vector: .max), TensorShape(vector: 1)],
            [TensorShape(rows: 1 << 16, columns: 1 << 16)],
            [TensorShape](repeating: TensorShape(vector: 1 << 20), count: 3000),
        ])
    func tensors(tensors: [TensorShape]) throws {
        for name in ["fp32", "top-k/0.1/by-layer", "power-sgd/2", "power-sgd/2/by-layer"] {
            let error = #expect(throws: CompressionError.self) { try Codec(name).encoder(tensors: tensors, seed: 0) }
            guard case .elements = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test("More tensors than 16 bits count are refused, but for parts") func manyTensors() throws {
        let tensors = [TensorShape](repeating: TensorShape(vector: 1), count: 65_536)
        #expect(throws: CompressionError.self) { try Codec("power-sgd/1").encoder(tensors: tensors, seed: 0) }
        let encoder = try Codec("sign/by-layer").encoder(tensors: tensors, seed: 0)
        #expect(
            try decoded(encoder.message(of: .init(repeating: -1, count: 65_536)), count: 65_536).allSatisfy { $0 == -1 }
        )
    }

    @Test("Payloads longer than 32 bits say are refused") func longPayload() throws {
        let error = #expect(throws: CompressionError.self) { try Codec("fp32").encoder(count: (1 << 31) - 1, seed: 0) }
        #expect("\(String(describing: error))".contains("is longer than 32 bits can say"))
    }

    @Test("A decoder refuses messages of another number of elements, and cannot be made for impossible ones")
    func decoders() throws {
        let message = try Codec("fp32").encoder(count: 3, seed: 0).message(of: [1, 2, 3])
        for count in [0, 2, 4] {
            #expect(throws: CompressionError.otherElements(expected: count, found: 3)) {
                try decoded(message, count: count)
            }
        }
        #expect("\(CompressionError.otherElements(expected: 2, found: 3))".contains("3 elements, not 2"))
        for count in [-1, 1 << 31, Int.max, Int.min] {
            #expect(throws: CompressionError.self) { try GradientDecoder(count: count) }
        }
    }
}
