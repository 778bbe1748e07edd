import Foundation
import Testing

@testable import DataParallel

@Suite struct DataParallelErrorTests {
    private static let errors: [(DataParallelError, String)] = [
        (
            .lost(rank: 2, awaited: .message(step: 17), cause: .closed),
            "worker 2 closed its connection before its message of step 17; see what became of it, and train again"
        ),
        (
            .lost(rank: 2, awaited: .message(step: 17), cause: .silent(seconds: 4.5)),
            "worker 2 was silent for 4.5 s before its message of step 17; see what became of it, and train again"
        ),
        (
            .lost(rank: 1, awaited: .connection(strangers: 2), cause: .told(by: 0)),
            "worker 1 was lost, says worker 0, before its connection "
                + "(2 others knocked that are no workers of this run); see what became of it, and train again"
        ),
        (
            .lost(rank: 1, awaited: .message(step: 3), cause: .told(by: 1)),
            "worker 1 gave up before its message of step 3; see what it says itself, and train again"
        ),
        (
            .oversized(rank: 1, bytes: 4_000_000_000, capacity: 1016),
            "worker 1 announces a message of 4000000000 bytes, but the codec makes 1016 at most; "
                + "start all workers from one build"
        ),
        (
            .workers([
                .init(rank: 0, error: .otherTraining(rank: 1), ending: "exit code 1"),
                .init(rank: 1, error: nil, ending: "signal 9"),
            ]),
            "worker 0: worker 1 trains something else: another codec, model, seed or data; "
                + "start all workers with the same (exit code 1); worker 1 ended without a word (signal 9)"
        ),
    ]

    @Test(arguments: errors.indices) func saysWhereWhyAndWhatToDo(_ index: Int) {
        #expect("\(Self.errors[index].0)" == Self.errors[index].1)
    }

    /// Workers tell their errors to the coordinator.
    @Test(arguments: errors.indices) func survivesTheWay(_ index: Int) throws {
        let report = WorkerReport.failed(Self.errors[index].0)
        let line = try Line.text(report)
        #expect(line.hasSuffix("\n") && !line.dropLast().contains("\n"))
        #expect(try Line.value(line, as: WorkerReport.self) == report)
    }
}
