import Compression
import DataParallel
import Learning
import Report

/// A task that several workers learn together, and how.
struct ParallelWorkload: Hashable, Sendable {
    var stream: LearningTask.Stream
    /// Units of the hidden layers.
    var hidden: [Int]
    var workers: Int
    /// Examples of a worker's part of a batch, and passes over all of them.
    var batch, epochs: Int
    /// Persons or machines to learn from, and examples of each.
    var sources, examples: Int
    /// Learning rates that every codec chooses among.
    var rates: [Double]
    /// Trainings by which a codec chooses its rate, and others by which its result is told.
    var trials, seeds: Int

    var name: String { "train.\(stream.rawValue)" }

    /// What stands beside its name in a group.
    var conditions: [String: String] { ["pass": Self.pass, "workers": "\(workers)"] }

    static let pass = "training"

    /// The training of a lot.
    func task(rate: Double, seed: UInt64, sharesSeed: Bool) -> ParallelTask {
        ParallelTask(
            stream, sources: sources, examples: examples, model: .perceptron(hidden: hidden), workers: workers,
            batch: batch, epochs: epochs, optimiser: .momentum, rate: rate, seed: seed, sharesSeed: sharesSeed,
            interval: .max)
    }

    /// What all codecs share.
    var parameters: [String: Report.Parameter] {
        [
            "kind": .text("task"), "batch": .number(batch), "epochs": .number(epochs), "sources": .number(sources),
            "examples": .number(sources * examples), "hidden": .text(hidden.map(String.init).joined(separator: "x")),
            "optimiser": .text(ParallelOptimiser.momentum.rawValue), "seeds": .number(seeds),
            "trials": .number(trials), "rates": .text(rates.map { "\($0)" }.joined(separator: ", ")),
        ]
    }
}
