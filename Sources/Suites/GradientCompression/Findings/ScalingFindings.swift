import DataParallel
import Quantities
import Report

/// What more workers change: a task with as many examples a step of all together, by their number.
struct ScalingFindings {
    /// The task for each number of workers.
    let trained: [TrainedTask]

    func all() -> [Report.Finding] {
        trained.sorted { $0.task.workers < $1.task.workers }
            .flatMap { trained in trained.codecs.map { finding(trained, $0) } }
    }

    /// Bytes that a worker gets in a step, by the pattern that its messages allow.
    private func finding(_ trained: TrainedTask, _ sent: TrainedTask.Sent) -> Report.Finding {
        let workers = trained.task.workers
        let messages = [Int](repeating: Int(sent.bytes.rounded()), count: workers)
        let gathered = CollectivePattern.allGather.traffic(of: 0, messages: messages).received
        let reduced = CollectivePattern.ringAllReduce.traffic(of: 0, messages: messages).received
        func bytes(_ count: Double) -> ByteCount { ByteCount(Int(count.rounded())) }
        let words =
            sent.isSummable
            ? "\(bytes(reduced)) by a ring of all-reduce (\(bytes(gathered)) by all-gather)"
            : "\(bytes(gathered)) by all-gather (its messages cannot be summed on their way)"
        return .init(
            name: "scaling.\(trained.task.stream.rawValue).workers-\(workers):codec=\(sent.codec.name)",
            value: sent.isSummable ? reduced : gathered, unit: "B", provenance: .derived,
            statement:
                "\(trained.task.name), \(sent.codec.name), \(counted(workers, "worker")): each gets \(words) a step; "
                + "\(decimals(100 * sent.accuracy.value)) % [\(decimals(100 * sent.accuracy.interval.low)), "
                + "\(decimals(100 * sent.accuracy.interval.high))] right")
    }
}
