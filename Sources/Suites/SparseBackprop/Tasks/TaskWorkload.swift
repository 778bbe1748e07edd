import Learning
import Report

/// A task to be learnt, and how.
struct TaskWorkload: Sendable {
    var stream: LearningTask.Stream
    /// Units of the hidden layers.
    var hidden: [Int]
    var batch, epochs: Int
    /// Persons or machines to learn from, and examples of each.
    var sources, examples: Int
    /// Learning rates that every variant chooses among.
    var rates: [Double]
    /// Trainings by which a variant chooses its rate, and others by which its result is told.
    var trials, seeds: Int

    var name: String { "task.\(stream.rawValue)" }

    /// What the examples of all lots and the largest network with its copies take, about.
    var byteCount: Int {
        let widths = [stream.inputCount] + hidden
        let weights = zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        let lot = (2 * sources + max(1, sources / 2)) * examples * stream.inputCount
        return MemoryLayout<Float>.stride * ((trials + seeds) * lot + 16 * weights)
    }

    /// What all variants share.
    var parameters: [String: Report.Parameter] {
        [
            "kind": .text("task"), "batch": .number(batch), "epochs": .number(epochs), "sources": .number(sources),
            "examples": .number(sources * examples), "hidden": .text(hidden.map(String.init).joined(separator: "x")),
            "optimiser": .text("adam"), "seeds": .number(seeds), "trials": .number(trials),
            "rates": .text(rates.map { "\($0)" }.joined(separator: ", ")),
        ]
    }
}
