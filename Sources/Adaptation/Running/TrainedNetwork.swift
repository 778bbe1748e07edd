import Kernels
import Learning
import Models

/// A network of which a part is trained, or parts in turn.
final class TrainedNetwork: AdaptiveNetwork {
    let batch: Int
    private let trainer: Trainer
    private let loss: SoftmaxCrossEntropy
    /// Updates so far, and after how many the next part has its turn.
    private var updates = 0
    private let turn: Int
    /// What predicts in the trainer's place, where that is in other numbers.
    private let twin: IntegerTwin?

    /// - Throws: ``AdaptationError/budget(_:strategy:least:)`` where it does not fit however much is computed again.
    init(_ pretrained: PretrainedModel, _ strategy: AdaptationStrategy, _ settings: AdaptationSettings) throws {
        batch = settings.batch
        let model = pretrained.model
        let network = model.network
        let scopes = try strategy.target.scopes(of: network)
        let learning = network.steps.indices.filter { step in scopes.contains { $0.parts[step] != .none } }
        twin =
            strategy.numbers.switches
            ? try IntegerTwin(pretrained, learning: learning, converts: strategy.numbers != .int8FP32) : nil
        let events = strategy.events(.init(width: network.inputCount, batch: batch), settings)
        // Plans count the inputs of a batch themselves, and what lies behind them as all that does.
        let beside =
            try events.batchByteCount - batch * network.inputCount * MemoryLayout<Float>.stride
            + events.waitingByteCount + strategy.detectorBytes(settings) + (twin?.byteCount ?? 0)
        let plans = try Self.plans(network, pretrained, scopes, strategy, settings, beside: beside)
        trainer = try Trainer(inTurn: plans, model: model, optimiser: SGD())
        loss = SoftmaxCrossEntropy(batch: batch, classes: network.outputCount)
        if case .layerWise(let count) = strategy.target { turn = count } else { turn = .max }
    }

    /// - Parameter beside: bytes of the budget that training does not get.
    private static func plans(
        _ network: Network, _ pretrained: PretrainedModel, _ scopes: [UpdateScope], _ strategy: AdaptationStrategy,
        _ settings: AdaptationSettings, beside: Int
    ) throws -> [TrainingPlan] {
        let numbers = strategy.numbers.training(pretrained.ranges, seed: settings.seed)
        let recomputing = settings.memoryBudget.map { Recomputation.toFit($0 - beside) } ?? .nothing
        var plans: [TrainingPlan] = []
        // Of the parts that do not fit, the one that takes most.
        var least = 0
        for scope in scopes {
            do {
                let plan = try TrainingPlan(
                    network, batch: settings.batch, scope: scope, stateCount: SGD().stateCountPerParameter,
                    numbers: numbers, recomputing: recomputing)
                plans.append(plan)
            } catch {
                guard case .doesNotFit(_, let bytes) = error else { throw error }
                least = max(least, bytes)
            }
        }
        guard least == 0 else {
            throw AdaptationError.budget(settings.memoryBudget ?? 0, strategy: strategy.name, least: least + beside)
        }
        return plans
    }

    func outputs(_ inputs: UnsafePointer<Float>, at place: Int) -> UnsafePointer<Float> {
        let network = trainer.plan.network
        if let twin { return twin.outputs(inputs + place * network.inputCount) }
        return trainer.forward(inputs) + place * network.outputCount
    }

    func update(_ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rate: Double) throws {
        if turn < .max { trainer.use(planAt: updates / turn % trainer.plans.count) }
        _ = try trainer.step(inputs, rate: rate) { try loss.evaluate(logits: $0, labels: labels, gradient: $1) }
        updates += 1
        twin?.quantise(trainer)
    }

    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) { trainer.parameters(ofStep: index) }

    var footprint: Footprint {
        let memory = trainer.memory
        var footprint = Footprint(
            // A trainer predicts a whole batch, whatever of it is looked at.
            inferenceMACs: trainer.plan.network.macs * (twin == nil ? batch : 1),
            events: .init(width: trainer.plan.network.inputCount, batch: batch, slack: trainer.plan.slack))
        footprint.bytes[.weights] = memory.parameters + (twin?.weightByteCount ?? 0)
        footprint.bytes[.gradients] = memory.atPeak[.gradients]
        footprint.bytes[.optimiser] = memory.optimiserState
        footprint.bytes[.activations] = (memory.atPeak[.activations] ?? 0) + (twin?.tensorByteCount ?? 0)
        footprint.bytes[.workspace] =
            (memory.atPeak[.workspace] ?? 0) + memory.fragmentation + memory.chosenGradients
            + (twin?.workspaceByteCount ?? 0)
        // Of parts in turn, the mean.
        func mean(_ macs: (TrainingPlan) -> Int) -> Int {
            trainer.plans.reduce(0) { $0 + macs($1) } / trainer.plans.count
        }
        footprint.updateMACs = mean { $0.macs.forward + $0.macs.backward + $0.recomputedMACs }
        footprint.recomputedMACs = mean(\.recomputedMACs)
        footprint.trainedParameters = trainer.plans.map(\.gradientCount).max() ?? 0
        return footprint
    }
}
