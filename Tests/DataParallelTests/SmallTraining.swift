import Compression
import Foundation
import Kernels
import Learning
import Models
import Statistics

@testable import DataParallel

/// Trainings that take no time.
enum Small {
    /// Examples of three classes that can be learnt: each class is around a point of its own.
    static func examples(_ count: Int, width: Int, using generator: inout SeededGenerator) throws -> Examples {
        let labels = (0..<count).map { $0 % 3 }
        let inputs = labels.flatMap { label in
            (0..<width).map { Float(($0 % 3 == label ? 1 : 0) + 0.7 * generator.gaussian()) }
        }
        return try Examples(
            shape: ImageShape(height: width, width: 1, channels: 1), classes: ["a", "b", "c"], inputs: inputs,
            labels: labels)
    }

    static func training(
        workers: Int = 2, batch: Int = 5, epochs: Int = 3, _ optimiser: any Optimiser = Momentum(), seed: UInt64 = 1,
        model: ParallelModel = .perceptron(hidden: [24, 13]), examples: Int = 120, width: Int = 18,
        sharesSeed: Bool = false
    ) throws -> ParallelTraining {
        var generator = SeededGenerator(seed: seed, stream: "examples")
        let all = try Small.examples(examples, width: width, using: &generator)
        return ParallelTraining(
            network: try model.network(for: all.shape, classes: 3), training: all,
            test: try Small.examples(60, width: width, using: &generator), workers: workers, batch: batch,
            epochs: epochs, optimiser: optimiser, schedule: .constant(0.02), seed: seed, sharesSeed: sharesSeed,
            interval: 4)
    }

    /// A task for worker processes.
    static func task(workers: Int, epochs: Int = 2, seed: UInt64 = 3, hidden: [Int] = [32, 16]) -> ParallelTask {
        ParallelTask(
            .activity, sources: 2, examples: 60, model: .perceptron(hidden: hidden), workers: workers, batch: 4,
            epochs: epochs, optimiser: .adam, rate: 0.003, seed: seed)
    }

    /// The worker's program, beside that of the tests.
    static let worker = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "DataWorker").path
}

/// Calls `body` and gives the error that it throws.
func thrown<E: Error>(_ type: E.Type = E.self, _ body: () async throws -> Void) async -> E? {
    do {
        try await body()
        return nil
    } catch {
        return error as? E
    }
}
