import Compression
import Measurement
import Quantities
import Report

/// Below which bandwidth a codec saves time: B* = (S − S_c) ÷ (t_encode + t_decode), where S is the gradient in FP32, or in FP16,
/// and S_c the message. Faster links make the time that coding takes a loss.
///
/// Source: the break-even of Agarwal et al., "On the Utility of Gradient Compression in Distributed Training Systems", MLSys 2022.
struct BandwidthFindings {
    let gradients: [GradientInput]
    let codecs: [Codec]
    let results: [GroupResult]

    func all() -> [Report.Finding] {
        gradients.flatMap { input in codecs.compactMap { finding($0, input) } }
    }

    private func entry(_ codec: String, _ input: GradientInput, _ pass: CodecPass) -> Report.Case? {
        results.first { $0.workload == input.name && $0.conditions == CodecPlanner.conditions(pass) }?
            .cases.first { $0.variant == codec }
    }

    private func figure(_ metric: String, of entry: Report.Case?) -> Report.MetricValue? {
        guard case .value(let value)? = entry?.metrics[metric] else { return nil }
        return value
    }

    private func finding(_ codec: Codec, _ input: GradientInput) -> Report.Finding? {
        let encoded = entry(codec.name, input, .encode)
        guard codec.name != CodecPlanner.baseline, let bytes = figure("bytes.wire", of: encoded)?.value,
            let encode = figure("time", of: encoded),
            let decode = figure("time", of: entry(codec.name, input, .decode)),
            let plain = figure("bytes.wire", of: entry(CodecPlanner.baseline, input, .encode))?.value
        else { return nil }
        let name = "break-even-bandwidth.\(input.name):codec=\(codec.name)"
        let half = figure("bytes.wire", of: entry("fp16", input, .encode))?.value
        guard bytes < plain else {
            return .init(
                name: name, value: 0, unit: "B/s", provenance: .derived,
                statement:
                    "\(codec.name) on \(input.name): never; its message of \(ByteCount(Int(bytes))) is no shorter than FP32's"
            )
        }
        let times = (
            encode.value + decode.value, encode.interval.low + decode.interval.low,
            encode.interval.high + decode.interval.high
        )
        let saved = plain - bytes
        let interval = Report.Interval(saved / times.2, saved / times.1)
        let beside = codec.name == "fp16" ? nil : half.map { besideFP16(input, $0 - bytes, time: times.0) }
        return .init(
            name: name, value: saved / times.0, unit: "B/s", interval: interval, provenance: .derived,
            statement: "\(codec.name) on \(input.name) saves time below "
                + "\(rate(8 * saved / times.0, "bit/s", interval: (.init(8 * interval.low, 8 * interval.high), 2 * encode.confidence - 1)))"
                + "\(beside ?? "")")
    }
    /// Below which bandwidth a codec saves time beside FP16, whose coding takes time, too.
    private func besideFP16(_ input: GradientInput, _ saved: Double, time: Double) -> String {
        guard saved > 0 else { return "; beside FP16 never, which is no longer" }
        guard let encode = figure("time", of: entry("fp16", input, .encode))?.value,
            let decode = figure("time", of: entry("fp16", input, .decode))?.value
        else { return "" }
        let longer = time - encode - decode
        return longer > 0 ? "; beside FP16 below \(rate(8 * saved / longer, "bit/s"))" : "; beside FP16 over any link"
    }
}
