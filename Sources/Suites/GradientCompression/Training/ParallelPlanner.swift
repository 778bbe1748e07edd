import Compression
import DataParallel
import Kernels
import Measurement
import Report

/// Plans a group for each task and number of workers: all codecs.
struct ParallelPlanner {
    let codecs: [Codec]
    let stores: LatestValue<ParallelWorkload, ParallelStore>

    /// - Throws: ``SuiteError`` for a name that no id takes.
    func group(_ workload: ParallelWorkload) throws -> GroupPlan {
        let cases = try codecs.map { codec in
            guard
                let id = CaseID(
                    suite: GradientCompression.name, workload: workload.name, variant: codec.name,
                    conditions: workload.conditions)
            else { throw SuiteError.badName("\(workload.name) \(codec.name)") }
            var shape = workload.parameters
            shape["family"] = .text(codec.kind.family.rawValue)
            return CasePlan(
                id: id, role: codec.name == CodecPlanner.baseline ? .baseline : .variant,
                precision: Precision.fp32.rawValue, shape: shape, work: .init(macs: 0, bytes: 0),
                library: codec.stage == .none ? nil : codec.stage.rawValue
            ) { [stores, codecs] in
                try ParallelCase(
                    codec: codec, store: stores.value(of: workload, named: "\(workload.name) \(workload.workers)"),
                    comparisons: codecs.count - 1
                ).prepare()
            }
        }
        return GroupPlan(
            workload: workload.name, conditions: workload.conditions, cases: cases,
            unmetered: "a step lasts too short a time beside the training before it")
    }
}

/// A codec by which workers learn a task: trained to the end before anything is timed, then step by step as one worker has it.
private struct ParallelCase {
    let codec: Codec
    let store: ParallelStore
    /// Codecs that are held against FP32: each is as accurate with as much less doubt.
    let comparisons: Int

    /// Trains, and makes the call.
    /// - Throws: as training does.
    func prepare() throws -> PreparedCase {
        let result = try store.result(of: codec)
        let run = try store.begun(codec)
        var failure: String?
        var prepared = PreparedCase(
            call: { do { try run.workerStep() } catch { failure = failure ?? "\(error)" } },
            verify: { [replicas(result), learns(result)] }, failure: { failure })
        prepared.metrics = try metrics(result)
        return prepared
    }

    private func metrics(_ result: ParallelResult) throws -> [String: Report.Metric] {
        let alpha = 1 - TimeRatio.confidence
        var metrics: [String: Report.Metric] = [
            "accuracy": .mean(result.accuracies, .higher, alpha: alpha, most: 1),
            "loss": .mean(result.losses, .lower, alpha: alpha),
            "bytes.wire": .mean(
                result.records.map { Double($0.messageBytes(of: 0)) / Double(max($0.steps, 1)) }, .lower, unit: "B",
                alpha: alpha),
            "time.gradient": .mean(result.records.map(\.typical.compute), .lower, unit: "s", alpha: alpha),
            "time.encode": .mean(result.records.map(\.typical.encode), .lower, unit: "s", alpha: alpha),
            "time.decode": .mean(result.records.map(\.typical.decode), .lower, unit: "s", alpha: alpha),
        ]
        if codec.name != CodecPlanner.baseline {
            let dense = try store.result(of: Codec(CodecPlanner.baseline))
            metrics["accuracy.ratio"] = .mean(
                zip(result.accuracies, dense.accuracies).map(/), .higher, .derived,
                alpha: 2 * alpha / Double(max(comparisons, 1)))
        }
        return metrics
    }

    /// Whether every step of every worker has sent a message, and no more than the encoder may.
    private func replicas(_ result: ParallelResult) -> Report.Check {
        let most = result.records.map { record in record.messageBytes.joined().max() ?? 0 }.max() ?? 0
        let capacity = result.records.map(\.capacity).max() ?? 0
        let isWhole = result.records.allSatisfy { record in
            record.messageBytes.allSatisfy { $0.count == record.steps && $0.allSatisfy { $0 > 0 } }
        }
        return .init(
            name: "messages", passed: isWhole && most <= capacity,
            detail: "the longest message has \(most) of \(capacity) bytes; a rate of \(result.rate) was chosen")
    }

    /// Whether the task can be learnt at all with FP32: a network that learns nothing finds one class of all.
    private func learns(_ result: ParallelResult) -> Report.Check {
        let mean = result.accuracies.reduce(0, +) / Double(result.accuracies.count)
        let losses = result.losses.reduce(0, +) / Double(result.losses.count)
        return .init(
            name: "learns", passed: codec.name != CodecPlanner.baseline || losses < 1.5,
            detail:
                "\(percent(mean)) of the test examples are right, the loss is \(String(format: "%.3f", losses)) nats")
    }
}
