import Kernels
import Models

extension Distillation {
    /// The models that it tells of.
    public enum Learnt: String, CaseIterable, Sendable {
        /// The large one.
        case teacher
        /// The small one that learnt the large one's scores.
        case student
        /// The small one that learnt labels.
        case hardLabels = "hard-labels"
        /// The small one as it began.
        case untrained
    }

    /// How well a model does.
    public subscript(learnt: Learnt) -> Result {
        switch learnt {
        case .teacher: teacher
        case .student: student
        case .hardLabels: hardLabels
        case .untrained: untrained
        }
    }

    /// Scores the events that judge, one a call, over and over again, as a device would: the large model by the fastest kernel
    /// that this machine has, the small one in FP32. Nothing is allocated in a call.
    /// - Throws: `KernelError` where no kernel computes the large model.
    public func scorer(_ learnt: Learnt) throws -> () -> Void {
        let events = RecordedEvents(
            features: judge.features, contexts: judge.contexts, labels: judge.labels.map { $0 == 1 })
        guard let start = starts[learnt] else {
            let scorer = try LargeScorer(large, events)
            return { scorer.scoreNext() }
        }
        let learner = MicroPrecision.fp32.learner(start, seed: 0)
        var sum = 0.0
        return {
            let event = events.next()
            // What is summed up is not left out.
            sum += learner.score(event.features, context: event.context)
        }
    }
}

/// A large model ready to score events one by one.
private final class LargeScorer {
    private let inference: Inference
    private let input: UnsafeMutablePointer<Float>
    private let events: RecordedEvents
    private let contextCount: Int

    init(_ model: Model, _ events: RecordedEvents) throws {
        guard
            let backend = Backends.all.last(where: {
                $0.precision == .fp32 && $0.vendor == nil && $0.unavailable == nil
            })
        else { throw MicroLearningError.noKernel }
        self.events = events
        inference = try Inference(model, on: backend)
        contextCount = model.network.inputCount - events.width
        input = .allocate(capacity: model.network.inputCount)
        input.initialize(repeating: 0, count: model.network.inputCount)
    }

    deinit { input.deallocate() }

    func scoreNext() {
        let event = events.next()
        input.update(from: event.features, count: events.width)
        let contexts = input + events.width
        contexts.update(repeating: 0, count: contextCount)
        contexts[event.context] = 1
        _ = inference.run(input)
    }
}
