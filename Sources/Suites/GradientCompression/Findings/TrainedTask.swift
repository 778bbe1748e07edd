import Compression
import Measurement
import Report

/// A task's group with what its codecs reach.
struct TrainedTask {
    let task: ParallelWorkload
    let codecs: [Sent]

    /// As accurate is what keeps this share of FP32's accuracy, as far as the lots tell.
    static let kept = 0.99

    /// What a codec sends and takes, a step.
    struct Sent {
        var codec: Codec
        var bytes: Double
        /// Computing, encoding and decoding.
        var work: Report.MetricValue
        var accuracy: Report.MetricValue
        /// By FP32's in the same lots; nil for FP32 itself.
        var ratio: Report.MetricValue?
        /// Whether it is shown to be as accurate as FP32.
        var isAlike: Bool
        /// Whether it is shown to lose.
        var loses: Bool
    }

    /// Those that were measured.
    static func all(_ tasks: [ParallelWorkload], _ codecs: [Codec], _ results: [GroupResult]) -> [TrainedTask] {
        results.filter { $0.conditions["pass"] == ParallelWorkload.pass }.compactMap { result in
            guard let task = tasks.first(where: { $0.name == result.workload && $0.conditions == result.conditions })
            else { return nil }
            let sent = codecs.compactMap { codec in
                result.cases.first { $0.variant == codec.name }.flatMap { Sent(codec, $0) }
            }
            return sent.isEmpty ? nil : TrainedTask(task: task, codecs: sent)
        }
    }

    /// Elements of a gradient; nil where they cannot be told.
    var elements: Int? {
        guard let plain = sent(CodecPlanner.baseline),
            let encoder = try? plain.codec.encoder(count: 0, seed: 0)
        else { return nil }
        return (Int(plain.bytes) - encoder.headerByteCount) / MemoryLayout<Float>.size
    }

    func sent(_ codec: String) -> Sent? { codecs.first { $0.codec.name == codec } }
}

extension TrainedTask.Sent {
    fileprivate init?(_ codec: Codec, _ entry: Report.Case) {
        func figure(_ metric: String) -> Report.MetricValue? {
            guard case .value(let value)? = entry.metrics[metric] else { return nil }
            return value
        }
        guard let bytes = figure("bytes.wire"), let work = figure("time"), let accuracy = figure("accuracy") else {
            return nil
        }
        let ratio = figure("accuracy.ratio")
        self.init(
            codec: codec, bytes: bytes.value, work: work, accuracy: accuracy, ratio: ratio,
            isAlike: ratio.map { $0.interval.low >= TrainedTask.kept } ?? (codec.name == CodecPlanner.baseline),
            loses: ratio.map { $0.interval.high < 1 } ?? false)
    }

    /// Whether messages can be summed on their way: all elements in floating point, or the same random ones. Accuracy is that of
    /// sums in FP32 all the same.
    var isSummable: Bool {
        guard codec.stage == .none, !codec.isLayerwise else { return false }
        switch codec.kind {
        case .fp32, .fp16, .bf16, .randomK: return true
        default: return false
        }
    }
}
