import Compression
import Learning

/// N workers in one process. As their models are equal bit by bit, one model serves all of them in turn; encoders, with
/// what these carry over, are each worker's own. What workers over TCP come to is the same, bit by bit.
public final class SimulatedTraining {
    private let training: ParallelTraining
    private let replica: Replica
    private let writers: [MessageWriter]
    private let mean: MeanGradient
    private let gradient: FloatMemory
    private var order: StepOrder
    private var step = 0

    /// Allocates everything that the phases of a step take; these allocate nothing.
    /// - Throws: ``DataParallelError`` for what cannot be, `TrainingError`, `ModelError`, `DataError` or
    ///   `CompressionError` for
    ///   what their rooms refuse.
    public init(_ training: ParallelTraining, codec: any GradientCodec) throws {
        try training.check()
        self.training = training
        replica = try Replica(training)
        let count = replica.gradientCount
        writers = try (0..<training.workers).map {
            try MessageWriter(codec, count: count, rank: $0, seed: training.codecSeed(rank: $0))
        }
        mean = try MeanGradient(count: count)
        gradient = FloatMemory(count: count)
        order = try StepOrder(training)
    }

    /// One step of all workers.
    /// - Parameter each: told what each worker computed and encoded.
    /// - Returns: the mean of their losses, and what the step took.
    func next(each: (PhaseSeconds) -> Void = { _ in }) throws -> (loss: Double, seconds: PhaseSeconds) {
        order.next()
        step += 1
        var slowest = PhaseSeconds()
        var loss = 0.0
        for (rank, writer) in writers.enumerated() {
            replica.load(order.part(of: rank))
            var clock = PhaseClock()
            loss += try replica.gradient(into: gradient.start)
            clock.end(\.compute)
            try writer.write(gradient.start, step: step)
            clock.end(\.encode)
            slowest = slowest.with(clock.seconds, max)
            each(clock.seconds)
        }
        var clock = PhaseClock()
        for (rank, writer) in writers.enumerated() { try mean.add(writer.message, rank: rank) }
        mean.divide(by: writers.count)
        clock.end(\.decode)
        replica.apply(mean.mean, rate: training.schedule.rate(iteration: step))
        clock.end(\.update)
        return (loss / Double(writers.count), slowest.with(clock.seconds, +))
    }

    /// Trains to the end, from where it is.
    /// - Throws: ``DataParallelError`` or `CompressionError` for a gradient that cannot be sent, such as one that is
    ///   not finite.
    public func run() throws -> ParallelRecord {
        var course = Course(training)
        while step < training.steps {
            let (loss, seconds) = try next { course.add(worker: $0) }
            course.add(seconds, nonzeros: mean.nonzeroCount)
            let form = SummableForm(writers[0].message)
            for (rank, writer) in writers.enumerated() { course.add(writer.message, of: rank, like: form) }
            guard training.isPoint(step) else { continue }
            course.point(
                step: step, loss: loss, result: try replica.result(on: training.test), residualNorm: residualNorm)
        }
        return try ParallelRecord(course, of: training, replica, writers[0])
    }

    /// Trains until so many steps are done.
    /// - Returns: the last step's mean gradient.
    /// - Throws: as ``run()`` does.
    public func meanGradient(after steps: Int) throws -> [Float] {
        while step < steps { _ = try next() }
        return Array(UnsafeBufferPointer(start: mean.mean, count: replica.gradientCount))
    }

    /// A step as one worker has it: its own gradient and message, then the mean of all messages, of which the others' are those
    /// of the last step of all. The model stays as it is, so that it can be repeated: parameters are updated at a rate of 0.
    /// Allocates nothing.
    /// - Throws: as ``run()`` does.
    public func workerStep() throws {
        _ = try replica.gradient(into: gradient.start)
        try writers[0].write(gradient.start, step: step)
        for (rank, writer) in writers.enumerated() { try mean.add(writer.message, rank: rank) }
        mean.divide(by: writers.count)
        replica.apply(mean.mean, rate: 0)
    }

    /// A copy of a step's weights and biases as they are.
    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) { replica.parameters(ofStep: index) }

    private var residualNorm: Double? {
        let norms = writers.compactMap(\.residualNorm)
        return norms.count == writers.count ? norms.reduce(0, +) / Double(norms.count) : nil
    }
}
