import MicroUpdate
import Models
import RealModule

/// A small model's first parameters, learnt from a large one's scores.
///
/// The teacher learns the labels of a population; the student learns its scores of some events of others: soft labels
/// that tell more of an event than what happened to come of it (G. Hinton, O. Vinyals, J. Dean, "Distilling the
/// knowledge in a neural network", 2015, arXiv:1503.02531, at temperature 1). All are judged by events of others again.
public struct Distillation: Sendable {
    /// How well a model does on the events that judge.
    public struct Result: Equatable, Sendable {
        /// The share of events whose label it finds.
        public let accuracy: Double
        /// The same of each individual that judges.
        public let accuracies: [Double]
        /// In nats.
        public let logLoss: Double
        /// The mean distance |p − p'| of its scores from the teacher's; 0 for the teacher.
        public let distance: Double
        /// Bytes of its parameters in FP32.
        public let byteCount: Int
    }

    /// Where trained models begin.
    public let start: StartWeights
    /// The large model; the small one by its scores; the same by labels alone, of the same events; with all gates open
    /// and no coefficient; and the truth's own probabilities, which take no bytes.
    public let teacher, student, hardLabels, untrained, truth: Result
    /// What judges, and the models themselves, to be timed.
    let judge: EventLog
    let large: Model
    let starts: [Learnt: StartWeights]

    /// - Parameter seed: of first weights and orders.
    /// - Throws: what Learning and Models throw for what cannot be trained.
    public init(_ source: any EventSource, seed: UInt64 = 1) throws {
        let shape = source.shape
        let training = EventLog(source, .training, individuals: 120, events: 200)
        let transfer = EventLog(source, .transfer, individuals: 20, events: 20)
        judge = EventLog(source, .validation, individuals: Self.judges, events: 200)
        let large = try Teacher((shape.features, shape.contexts), seed: seed)
        try large.train(training, epochs: 6, seed: seed)
        start = Student.trained(transfer, shape: shape, targets: large.scores(transfer), seed: seed)
        let hard = Student.trained(transfer, shape: shape, targets: transfer.labels.map(Double.init), seed: seed)

        self.large = try large.model()
        let reference = large.scores(judge)
        let judge = judge
        func result(_ scores: [Double], parameters: Int) -> Result {
            Result(scores, judge, reference, byteCount: parameters * MemoryLayout<Float>.stride)
        }
        teacher = result(reference, parameters: large.parameterCount)
        student = result(Student.scores(start, judge), parameters: shape.parameters)
        hardLabels = result(Student.scores(hard, judge), parameters: shape.parameters)
        let open = StartWeights(untrained: shape)
        untrained = result(Student.scores(open, judge), parameters: shape.parameters)
        truth = result(judge.chances, parameters: 0)
        starts = [.student: start, .hardLabels: hard, .untrained: open]
    }

    /// Individuals that judge.
    static let judges = 40
}

extension Distillation.Result {
    fileprivate init(_ scores: [Double], _ log: EventLog, _ reference: [Double], byteCount: Int) {
        let count = Double(log.count)
        var right = 0, loss = 0.0, distance = 0.0
        for (event, score) in scores.enumerated() {
            let label = log.labels[event] == 1
            if (score >= 0.5) == label { right += 1 }
            loss += MicroRun.loss(score, label)
            distance += abs(score - reference[event])
        }
        (accuracy, logLoss, self.distance) = (Double(right) / count, loss / count, distance / count)
        let own = log.count / Distillation.judges
        accuracies = (0..<Distillation.judges).map { individual in
            let events = individual * own..<(individual + 1) * own
            return Double(events.count { (scores[$0] >= 0.5) == (log.labels[$0] == 1) }) / Double(max(own, 1))
        }
        self.byteCount = byteCount
    }
}
