import Statistics

/// What is kept of a training on its way.
struct Course: Sendable {
    private(set) var table, workers: PhaseTable
    private(set) var messageBytes: [[Int]]
    private(set) var meanNonzeros: [Int] = []
    private(set) var isSummable = true
    private(set) var points: [ParallelRecord.Point] = []
    private var bytes = 0

    init(_ training: ParallelTraining) {
        table = PhaseTable(steps: training.steps)
        workers = PhaseTable(steps: training.steps * training.workers)
        messageBytes = .init(repeating: [], count: training.workers)
    }

    /// A worker has computed and encoded.
    mutating func add(worker seconds: PhaseSeconds) { workers.add(seconds) }

    /// A step is done, with a message of each worker.
    mutating func add(_ seconds: PhaseSeconds, nonzeros: Int) {
        table.add(seconds)
        meanNonzeros.append(nonzeros)
    }

    /// The message of a worker in a step.
    mutating func add(_ message: UnsafeRawBufferPointer, of rank: Int, like first: SummableForm?) {
        messageBytes[rank].append(message.count)
        bytes += message.count
        isSummable = isSummable && first != nil && SummableForm(message) == first
    }

    /// What is seen after a step.
    mutating func point(step: Int, loss: Double, result: TestResult?, residualNorm: Double?) {
        points.append(
            .init(
                step: step, loss: loss, result: result, messageBytes: bytes, seconds: table.total,
                residualNorm: residualNorm))
    }
}

extension ParallelRecord {
    /// What became of a training by its course and its model.
    /// - Throws: ``DataParallelError/kernel(_:)``.
    init(_ course: Course, of training: ParallelTraining, _ replica: Replica, _ writer: MessageWriter) throws {
        try replica.checkKernels()
        let encoder = writer.encoder
        self.init(
            codec: writer.codec, seed: training.seed, workers: training.workers, batch: training.batch,
            steps: training.steps, elements: replica.gradientCount, capacity: encoder.capacity,
            headerByteCount: encoder.headerByteCount, stateByteCount: encoder.stateByteCount, points: course.points,
            result: try replica.result(on: training.test), messageBytes: course.messageBytes,
            meanNonzeros: course.meanNonzeros, isSummable: course.isSummable, median: try course.table.median(),
            total: course.table.total, typical: try Self.typical(course), digest: replica.digest)
    }

    /// Decoding and update are of the steps, which all workers have alike.
    private static func typical(_ course: Course) throws -> PhaseSeconds {
        var typical = try course.table.median()
        let workers = try course.workers.median()
        (typical.compute, typical.encode) = (workers.compute, workers.encode)
        return typical
    }
}
