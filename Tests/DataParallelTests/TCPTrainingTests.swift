import Basics
import Compression
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DataParallel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Workers as processes.
@Suite(.serialized) struct TCPTrainingTests {
    /// What was sent to a worker's process, and when.
    private final class Blow: Sendable {
        let at = Mutex<Double?>(nil)
    }

    @Test(arguments: [2, 3, 4]) func comeToTheSimulatedModel(_ workers: Int) async throws {
        let task = Small.task(workers: workers)
        let record = try await TCPTraining(task: task, codec: "top-k/0.05/feedback", program: Small.worker).run()
        let training = try task.training()
        let codec = try LayoutCodec("top-k/0.05/feedback", training.gradientLayout())
        let simulated = try SimulatedTraining(training, codec: codec).run()
        #expect(record.record.digest == simulated.digest)
        #expect(record.record.result == simulated.result)
        #expect(record.record.messageBytes == simulated.messageBytes)
        #expect(record.record.points.map(\.loss) == simulated.points.map(\.loss))
        #expect(record.workers.map(\.rank) == Array(0..<workers))
        for worker in record.workers {
            #expect(worker.socket.written == worker.expectedWritten && worker.socket.read == worker.expectedRead)
            #expect(worker.record.total.transfer > 0)
        }
    }

    /// A worker that is killed or stopped is named by all others in time.
    @Test(arguments: [SIGKILL, SIGSTOP], [2, 4])
    func aLostWorkerIsNamedWithinFiveSeconds(_ sent: Int32, _ workers: Int) async throws {
        // It would take minutes.
        let task = Small.task(workers: workers, epochs: 200_000, hidden: [256, 256])
        let victim = 1
        let blow = Blow()
        let processes = Mutex<[Int: Int32]>([:])
        let began = Mutex(0)
        let error = await thrown(DataParallelError.self) {
            _ = try await TCPTraining(task: task, codec: "fp32", program: Small.worker).run { event in
                switch event {
                case .started(let rank, let process): processes.withLock { $0[rank] = process }
                case .began:
                    guard
                        began.withLock({
                            $0 += 1; return $0
                        }) == workers
                    else { return }
                    let process = processes.withLock { $0[victim] }
                    DispatchQueue.global().asyncAfter(deadline: .now() + 0.5) {
                        blow.at.withLock { $0 = Clock.seconds() }
                        if let process { kill(process, sent) }
                    }
                }
            }
        }
        let seconds = Clock.seconds() - (try #require(blow.at.withLock { $0 }))
        print("signal \(sent), \(workers) workers: all is over after \(seconds) s")
        guard case .workers(let failures) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(failures.count == workers)
        for failure in failures where failure.rank != victim {
            guard case .lost(victim, .message, let cause) = failure.error else {
                Issue.record("\(failure)")
                continue
            }
            if sent == SIGSTOP, case .closed = cause { Issue.record("\(failure)") }
            #expect(failure.ending == "exit code 1")
        }
        #expect(failures.first { $0.rank == victim }?.description == "worker 1 ended without a word (signal 9)")
        #expect(seconds < 5)
        for process in processes.withLock({ $0.values }) { #expect(kill(process, 0) != 0, "nothing is left") }
    }

    /// In whatever order they come and go.
    @Test(arguments: [0, 1, 2]) func aWorkerThatDiesEarlyEndsTheRun(_ victim: Int) async throws {
        let start = Clock.seconds()
        let error = await thrown(DataParallelError.self) {
            _ = try await TCPTraining(task: Small.task(workers: 3), codec: "fp32", program: Small.worker).run { event in
                if case .started(victim, let process) = event { kill(process, SIGKILL) }
            }
        }
        guard case .workers(let failures) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(failures.first { $0.rank == victim }?.ending == "signal 9")
        for failure in failures where failure.rank != victim {
            #expect(failure.error == .lost(rank: victim, awaited: .port, cause: .closed))
        }
        #expect(Clock.seconds() - start < 10)
    }

    @Test func aWorkerThatIsStoppedEarlyEndsTheRun() async throws {
        var limits = TCPLimits()
        (limits.preparation, limits.silence) = (3, 1)
        let start = Clock.seconds()
        let error = await thrown(DataParallelError.self) {
            _ = try await TCPTraining(
                task: Small.task(workers: 2), codec: "fp32", program: Small.worker, limits: limits
            ).run { event in
                if case .started(0, let process) = event { kill(process, SIGSTOP) }
            }
        }
        guard case .workers(let failures) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(failures.last?.error == .lost(rank: 0, awaited: .port, cause: .silent(seconds: 3)))
        #expect(Clock.seconds() - start < 10)
    }

    @Test func cancellingEndsTheWorkers() async throws {
        let processes = Mutex<[Int32]>([])
        let run = Task {
            try await TCPTraining(
                task: Small.task(workers: 2, epochs: 200_000), codec: "fp32", program: Small.worker
            ).run { event in
                if case .started(_, let process) = event { processes.withLock { $0.append(process) } }
            }
        }
        try await Task.sleep(for: .seconds(2))
        run.cancel()
        _ = await run.result
        let all = processes.withLock { $0 }
        #expect(all.count == 2)
        for process in all { #expect(kill(process, 0) != 0) }
    }

    /// A worker whose coordinator is gone ends, wherever it is.
    @Test(arguments: [false, true]) func aWorkerEndsWithItsInput(_ hasOrder: Bool) async throws {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: Small.worker)
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        try Running.starting.withLock { try process.run() }
        if hasOrder {
            let order = WorkerOrder(
                task: Small.task(workers: 2), codec: "fp32", rank: 0, token: RunToken(), limits: TCPLimits())
            try input.fileHandleForWriting.write(contentsOf: Data(Line.text(order).utf8))
            // It says that it listens, and waits for the others' ports.
            let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            guard case .listening = try Line.value(said.trimmingCharacters(in: .newlines), as: WorkerReport.self) else {
                Issue.record("\(said)")
                return
            }
        }
        let start = Clock.seconds()
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(Clock.seconds() - start < 2)
        #expect(process.terminationStatus == 1)
    }

    @Test func whatCannotBeIsSaid() async throws {
        let task = Small.task(workers: 2)
        let alone = await thrown(DataParallelError.self) {
            _ = try await TCPTraining(task: Small.task(workers: 1), codec: "fp32", program: Small.worker).run()
        }
        #expect(alone == .setting("1 workers over TCP; give 2 to 4"))
        let missing = await thrown(DataParallelError.self) {
            _ = try await TCPTraining(task: task, codec: "fp32", program: "/nowhere/DataWorker").run()
        }
        #expect("\(try #require(missing))".hasPrefix("worker 0: /nowhere/DataWorker could not be started: "))
        let unknown = await thrown(DataParallelError.self) {
            _ = try await TCPTraining(task: task, codec: "zip", program: Small.worker).run()
        }
        #expect("\(try #require(unknown))".hasPrefix("worker 0: no codec 'zip': "))
        let other = await thrown(DataParallelError.self) {
            _ = try await TCPTraining(task: task, codec: "fp32", program: "/bin/cat").run()
        }
        #expect("\(try #require(other))".contains("is nothing that workers and their coordinator say"))
    }
}
