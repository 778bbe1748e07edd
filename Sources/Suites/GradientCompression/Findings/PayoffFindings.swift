import Measurement
import Quantities
import Report

/// Which codecs send the least, which never pay, and what coding layer by layer changes.
extension LinkFindings {
    var payoffs: [Report.Finding] {
        trained.flatMap { [leastBytes($0), neverPaying($0)].compactMap(\.self) + layers($0) }
    }

    /// The shortest messages at equal accuracy, whatever the link.
    private func leastBytes(_ trained: TrainedTask) -> Report.Finding? {
        guard let plain = trained.sent(CodecPlanner.baseline),
            let least = trained.codecs.filter(\.isAlike).min(by: { $0.bytes < $1.bytes })
        else { return nil }
        let likely = trained.codecs.filter { !$0.loses }.min { $0.bytes < $1.bytes }
        var words =
            "\(trained.task.name): with \(percent(TrainedTask.kept)) of FP32's accuracy shown, \(least.codec.name) sends the least: "
            + "\(bytes(least)) a step, \(decimals(plain.bytes / least.bytes))× less than FP32"
        if let likely, likely.codec.name != least.codec.name {
            words += "; of those not shown to lose any, \(likely.codec.name): \(bytes(likely))"
        }
        return .init(
            name: "least-bytes.\(trained.task.stream.rawValue)", value: least.bytes, unit: "B", provenance: .measured,
            statement: words)
    }

    /// Those that are neither shorter than FP16 nor shown to be faster over any link, and those that lose accuracy.
    private func neverPaying(_ trained: TrainedTask) -> Report.Finding? {
        let others = trained.codecs.filter { $0.codec.name != "fp16" && $0.codec.name != CodecPlanner.baseline }
        guard let half = trained.sent("fp16"), !others.isEmpty else { return nil }
        let byLink = links.map { steps(trained, over: $0) }
        let useless = others.filter { other in
            other.bytes >= half.bytes && !byLink.contains { isShownFaster(other, than: half, among: $0) }
        }
        let losing = others.filter { other in
            other.loses && !useless.contains { $0.codec.name == other.codec.name }
        }
        func names(_ codecs: [TrainedTask.Sent]) -> String {
            codecs.isEmpty ? "none" : codecs.map(\.codec.name).joined(separator: ", ")
        }
        return .init(
            name: "never-pays.\(trained.task.stream.rawValue)", value: Double(useless.count + losing.count), unit: "1",
            provenance: .derived,
            statement:
                "\(trained.task.name): neither shorter than FP16 nor shown to be faster over any of "
                + "\(counted(links.count, "link")): \(names(useless)); shorter or faster, but shown to lose accuracy: "
                + names(losing))
    }

    /// Whether the intervals of both works are apart, over a link whose numbers are the same for both.
    private func isShownFaster(
        _ one: TrainedTask.Sent, than other: TrainedTask.Sent, among steps: [Step]
    ) -> Bool {
        guard let own = steps.first(where: { $0.sent.codec.name == one.codec.name }),
            let half = steps.first(where: { $0.sent.codec.name == other.codec.name })
        else { return false }
        return own.time - one.work.value + one.work.interval.high < half.time - other.work.value
            + other.work.interval.low
    }

    /// A codec by layer against itself over the whole model.
    private func layers(_ trained: TrainedTask) -> [Report.Finding] {
        trained.codecs.filter(\.codec.isLayerwise).compactMap { parted in
            let whole = parted.codec.name.replacing("/by-layer", with: "")
            guard let other = trained.sent(whole) else { return nil }
            return .init(
                name: "by-layer.\(trained.task.stream.rawValue):codec=\(whole)", value: parted.bytes / other.bytes,
                unit: "1", provenance: .measured,
                statement:
                    "\(trained.task.name), \(whole): by layer \(bytes(parted)) a step and \(points(parted.accuracy)) right, over the "
                    + "whole model \(bytes(other)) and \(points(other.accuracy))")
        }
    }

    private func bytes(_ sent: TrainedTask.Sent) -> ByteCount { ByteCount(Int(sent.bytes.rounded())) }

    private func points(_ share: Report.MetricValue) -> String {
        "\(decimals(100 * share.value)) % [\(decimals(100 * share.interval.low)), \(decimals(100 * share.interval.high))]"
    }
}
