import Compression
import DataParallel
import Foundation
import Measurement
import Report

/// A codec by which workers learn a task: trained to the end before anything is timed, then step by step as one worker has it.
struct ParallelCase {
    let codec: Codec
    let store: ParallelStore
    /// Codecs that are held against FP32: each is as accurate with as much less doubt.
    let comparisons: Int

    /// Trains, and makes the call.
    /// - Throws: as training does.
    func prepare() throws -> PreparedCase {
        let result = try store.result(of: codec)
        let processes = Result { try store.recordOverTCP(codec) }
        let run = try store.begun(codec)
        var failure: String?
        var prepared = PreparedCase(
            call: { do { try run.workerStep() } catch { failure = failure ?? "\(error)" } },
            verify: { [replicas(result), learns(result), overTCP(processes, result)].compactMap(\.self) },
            failure: { failure })
        prepared.metrics = try metrics(result).merging(metrics(processes)) { own, _ in own }
        return prepared
    }

    /// What the sockets moved, and for how long.
    private func metrics(_ processes: Result<TCPRecord?, any Error>) -> [String: Report.Metric] {
        let record: TCPRecord
        switch processes {
        case .success(let made?): record = made
        case .success(nil):
            let reason = store.reasonAgainstTCP ?? "nothing was run"
            return [
                "bytes.socket": .unavailable(unit: "B", reason: reason),
                "time.transfer": .unavailable(unit: "s", reason: reason),
            ]
        case .failure: return [:]
        }
        let alpha = 1 - TimeRatio.confidence
        return [
            "bytes.socket": .mean(
                record.workers.map { Double($0.socket.written) / Double(max($0.record.steps, 1)) }, .lower, unit: "B",
                alpha: alpha),
            "time.transfer": .mean(
                record.workers.map(\.record.typical.transfer), .lower, unit: "s", alpha: alpha),
        ]
    }

    /// Whether processes come to the same model as one process does, and write no more than their messages with their framing.
    private func overTCP(_ processes: Result<TCPRecord?, any Error>, _ simulated: ParallelResult) -> Report.Check? {
        let name = "tcp"
        do {
            guard let record = try processes.get() else { return nil }
            let isSame = record.record.digest == simulated.records[0].digest
            let isExact = record.workers.allSatisfy {
                $0.socket.written == $0.expectedWritten && $0.socket.read == $0.expectedRead
            }
            let written = record.workers.reduce(0) { $0 + $1.socket.written }
            let expected = record.workers.reduce(0) { $0 + $1.expectedWritten }
            return .init(
                name: name, passed: isSame && isExact,
                detail: "\(record.workers.count) processes wrote \(written) bytes, \(expected) are their messages, "
                    + "\(SocketBytes.framingByteCount) before each, and the hellos; "
                    + (isSame ? "the model is one process's, bit by bit" : "the model is not one process's"))
        } catch {
            return .init(name: name, passed: false, detail: "\(error)")
        }
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

    /// Whether the task is learnt at all with FP32: one that finds the share of each class alone has a loss of log(classes).
    private func learns(_ result: ParallelResult) -> Report.Check? {
        guard codec.name == CodecPlanner.baseline else { return nil }
        let mean = result.accuracies.reduce(0, +) / Double(result.accuracies.count)
        let losses = result.losses.reduce(0, +) / Double(result.losses.count)
        let chance = log(Double(store.classCount))
        return .init(
            name: "learns", passed: losses < 0.9 * chance,
            detail:
                "\(percent(mean)) of the test examples are right, the loss is \(String(format: "%.3f", losses)) nats, that of chance "
                + String(format: "%.3f", chance))
    }
}
