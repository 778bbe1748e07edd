import DataParallel
import Learning

/// The trainings whose gradients are encoded: a network of fully connected layers learns a task.
struct LearnedGradients: Sendable {
    let seed: UInt64

    /// Units of the hidden layers.
    private static let hidden = [128, 64]

    /// - Throws: `DataParallelError`, `DataError` or `NetworkError` for what cannot be trained.
    func training(_ stream: LearningTask.Stream) throws -> ParallelTraining {
        try ParallelTask(
            stream, sources: 8, examples: 100, model: .perceptron(hidden: Self.hidden), workers: 1, batch: 32,
            epochs: 5,
            optimiser: .adam, rate: 0.001, seed: seed
        ).training()
    }

    /// Elements of a gradient, without training.
    func count(_ input: GradientInput) throws -> Int {
        switch input.origin {
        case .drawn(_, let count): return count
        case .learned(let stream, _):
            let tensors = try training(stream).gradientLayout()
            return tensors.reduce(0) { $0 + $1.count }
        }
    }
}
