@testable import Compression

/// Names of codecs: every kind with every option, alone and in the pairs that touch each other.
enum EveryCodec {
    /// Without what comes after any codec.
    static let plain: [String] = quantisers + sparse + random + others

    /// With each of what comes after; stages that were not built in are left out.
    static let all: [String] =
        plain
        + after.flatMap { after in
            plain.filter { !after.contains("feedback") || !$0.hasPrefix("dgc") }.map { $0 + after }
        }

    private static let after =
        ["/by-layer", "/feedback"] + stages.filter { $0 != .none }.flatMap { ["/\($0)", "/feedback/by-layer/\($0)"] }

    /// The lossless stages that were built in, none of them among these.
    static let stages = LosslessStage.allCases.filter { stage in
        do {
            _ = try stage.compressor()
            return true
        } catch {
            return false
        }
    }

    private static let quantisers = [
        "fp32", "fp16", "bf16", "int8", "int8/bucket-8", "sign", "scaled-sign", "scaled-sign/bucket-5", "one-bit",
        "one-bit/bucket-64", "qsgd/1", "qsgd/4/bucket-64", "qsgd/127/max", "qsgd/7/elias",
        "qsgd/127/bucket-5/max/elias", "terngrad", "terngrad/clip-2.5", "natural",
    ]
    private static let sparse = ["top-k/0.1", "sampled-top-k/0.3", "threshold/0.5"].flatMap { kind in
        ["", "/coo", "/bitmap", "/gaps"].flatMap { positions in
            ["", "/fp16", "/bf16", "/signs"].map { kind + positions + $0 }
        }
    }
    private static let random = ["", "/fp16", "/bf16"].flatMap { ["random-k/0.2\($0)", "random-k/0.2/unbiased\($0)"] }
    private static let others = [
        "dgc/0.1/momentum-0.5", "dgc/0.05/warm-up-1/clip-1/gaps", "power-sgd/1", "power-sgd/2", "power-sgd/2/cold",
    ]
}
