import Compression
import Foundation
import Learning
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A process that is a worker, told what to do by a coordinator (``TCPTraining``) over its standard input and output.
public enum DataWorker {
    /// Works until all is done. Where the coordinator goes before, the process ends at once.
    /// - Returns: what the process should exit with: 0, or 1 where the training failed, which the coordinator is told.
    public static func run() async -> Int32 {
        // Writing to what has died must fail, not end this process.
        signal(SIGPIPE, SIG_IGN)
        let input = CoordinatorInput()
        var lines = input.lines.makeAsyncIterator()
        let report: WorkerReport
        do {
            let order: WorkerOrder = try Line.value(await lines.next() ?? "")
            let training = try order.task.training()
            let worker = TCPWorker(
                training: training, codec: try LayoutCodec(order.codec, training.gradientLayout()), rank: order.rank,
                token: order.token, limits: order.limits)
            let record = try await worker.run(
                ports: { port in
                    try say(.listening(port: port))
                    return try Line.value(await lines.next() ?? "")
                },
                began: { try? say(.began) })
            report = .finished(record)
        } catch {
            report = .failed(error as? DataParallelError ?? .other("\(error)"))
        }
        input.mayEnd()
        try? say(report)
        // The coordinator closes the input when it has read the report.
        while await lines.next() != nil {}
        if case .finished = report { return 0 } else { return 1 }
    }

    private static func say(_ report: WorkerReport) throws {
        try FileHandle.standardOutput.write(contentsOf: Data(Line.text(report).utf8))
    }
}

/// What the coordinator says. A thread of its own reads, so that the coordinator's end is noticed whatever the others
/// do.
private final class CoordinatorInput: Sendable {
    let lines: AsyncStream<String>
    private let isOver = Atomic(false)

    init() {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        Thread.detachNewThread { [self] in
            while let line = readLine() { continuation.yield(line) }
            continuation.finish()
            guard !isOver.load(ordering: .acquiring) else { return }
            FileHandle.standardError.write(Data("\(DataParallelError.coordinatorGone)\n".utf8))
            exit(1)
        }
    }

    /// From now on the end of the input is no reason to end the process.
    func mayEnd() { isOver.store(true, ordering: .releasing) }
}
