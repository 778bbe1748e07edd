import Kernels
import Learning
import Measurement
import Report

/// What updating less saves of each network's training step: time, multiply–accumulates and memory.
struct UpdateFindings {
    let workloads: [UpdateWorkload]
    let variants: [UpdateVariant]
    let results: [GroupResult]

    /// The memories of small devices that a training step is held against.
    private static let devices = [
        (name: "64 KiB", bytes: 64 << 10), (name: "256 KiB", bytes: 256 << 10), (name: "1 MiB", bytes: 1 << 20),
    ]

    func all() -> [Report.Finding] {
        let measured = results.filter { $0.conditions == UpdatePlanner.conditions }.compactMap { result in
            workloads.first { $0.name == result.workload }.map { ($0, result) }
        }
        return measured.flatMap { workload, result in
            variants.compactMap { saving($0, workload, result) } + variants.compactMap { memory($0, workload, result) }
                + Self.devices.compactMap { fits($0.name, $0.bytes, workload, result) }
        }
    }

    private func entry(_ variant: UpdateVariant, _ result: GroupResult) -> Report.Case? {
        result.cases.first { $0.variant == "update-\(variant.name)" }
    }

    private func bytes(_ metric: String, _ entry: Report.Case) -> Double? {
        entry.figure("memory.\(metric)")?.value
    }

    // MARK: Time

    /// Time saved against work saved.
    private func saving(
        _ variant: UpdateVariant, _ workload: UpdateWorkload, _ result: GroupResult
    ) -> Report.Finding? {
        guard variant != .full, let full = entry(.full, result), let own = entry(variant, result),
            let ratio = TimeRatio(of: own.id, in: result)
        else { return nil }
        let work = Double(own.work.macs) / Double(full.work.macs)
        return .init(
            name: "update-time.\(variant.name):\(workload.name)", value: ratio.value, unit: "1",
            interval: ratio.interval,
            provenance: .derived,
            statement:
                "\(workload.model.title), \(variant.words): a training step of \(counted(workload.batch, "example")) "
                + "takes \(percent(ratio.value)) of a full one's time, 95 % interval "
                + "[\(percent(ratio.interval.low)), \(percent(ratio.interval.high))], for \(percent(work)) of its multiply–accumulates"
        )
    }

    // MARK: Memory

    /// What is planned beside what the allocator saw and what the published formula counts.
    private func memory(
        _ variant: UpdateVariant, _ workload: UpdateWorkload, _ result: GroupResult
    ) -> Report.Finding? {
        guard let own = entry(variant, result), let planned = bytes("planned", own),
            let formula = bytes("formula", own),
            let alike = bytes("formula-fp32", own), let parameters = bytes("parameters", own)
        else { return nil }
        let seen = bytes("peak", own).map { ", the allocator saw \(kibibytes($0))" } ?? ""
        let parts = ["input", "optimiser", "activations", "gradients", "workspace", "gaps"].compactMap { name in
            bytes(name, own).map { "\(name) \(kibibytes($0))" }
        }
        return .init(
            name: "update-memory.\(variant.name):\(workload.name)", value: planned, unit: "B", provenance: .derived,
            statement: "\(workload.model.title), \(variant.words): training takes \(kibibytes(planned))\(seen): "
                + "parameters \(kibibytes(parameters)), " + parts.joined(separator: ", ")
                + ". The published formula says \(kibibytes(formula)) for one example in 8 bits, \(kibibytes(alike)) for "
                + "this batch in FP32: it leaves out parameters that stay and those of fully connected layers, forward "
                + "tensors, gradients, the optimiser and workspace"
        )
    }

    /// Which variants fit a device's memory.
    private func fits(
        _ device: String, _ limit: Int, _ workload: UpdateWorkload, _ result: GroupResult
    ) -> Report.Finding? {
        let planned = variants.compactMap { variant in
            entry(variant, result).flatMap { bytes("planned", $0) }.map { (variant, $0) }
        }
        guard let least = planned.min(by: { $0.1 < $1.1 }) else { return nil }
        let fitting = planned.filter { $0.1 <= Double(limit) }.map(\.0.name)
        let words =
            fitting.isEmpty
            ? "nothing; the least, \(least.0.name), takes \(kibibytes(least.1))" : fitting.joined(separator: ", ")
        return .init(
            name: "update-fits.\(limit >> 10)KiB:\(workload.name)", value: Double(fitting.count), unit: "1",
            provenance: .derived,
            statement:
                "\(workload.model.title), batches of \(workload.batch) in FP32: what fits into \(device): \(words)")
    }
}
