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

    /// Those that lose accuracy, or are slower than FP16 over every link.
    private func neverPaying(_ trained: TrainedTask) -> Report.Finding? {
        let byLink = links.map { steps(trained, over: $0) }
        let others = trained.codecs.filter { $0.codec.name != "fp16" && $0.codec.name != CodecPlanner.baseline }
        guard trained.sent("fp16") != nil, !others.isEmpty else { return nil }
        let slow = others.filter { codec in
            byLink.allSatisfy { steps in
                guard let own = steps.first(where: { $0.sent.codec.name == codec.codec.name }),
                    let half = steps.first(where: { $0.sent.codec.name == "fp16" })
                else { return true }
                return own.time >= half.time
            }
        }
        let losing = others.filter { other in other.loses && !slow.contains { $0.codec.name == other.codec.name } }
        func names(_ codecs: [TrainedTask.Sent]) -> String {
            codecs.isEmpty ? "none" : codecs.map(\.codec.name).joined(separator: ", ")
        }
        return .init(
            name: "never-pays.\(trained.task.stream.rawValue)", value: Double(slow.count + losing.count), unit: "1",
            provenance: .derived,
            statement:
                "\(trained.task.name): slower than FP16 over each of \(counted(links.count, "link")): \(names(slow)); faster "
                + "somewhere, but shown to lose accuracy: \(names(losing))")
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
