import Adaptation
import Learning
import Models

/// A lot that all variants of a list meet: its examples are made once, and models that are trained alike are trained once.
final class VariantRound {
    private let definition: VariantsDefinition
    /// The seed of its sources, first weights and batches.
    private let lot: UInt64
    /// The first lot, whose examples given weights are calibrated by; nil for that one itself.
    private let first: VariantRound?
    private let data: SensorData
    /// The models of given weights, by their variants' names.
    private var given: [String: PretrainedModel] = [:]
    private var trained: [VariantDefinition.Training: PretrainedModel] = [:]
    /// What judges, as it is and under each disturbance.
    private lazy var judging = Result {
        try ([[]] + definition.disturbances.map { [$0] }).map { try data.judging($0) }
    }

    /// - Throws: `DataError` for a task without examples.
    init(_ definition: VariantsDefinition, lot: UInt64, first: VariantRound? = nil) throws {
        (self.definition, self.lot, self.first) = (definition, lot, first)
        let task = definition.task
        data = try SensorData(task.stream, sources: task.sources, examplesPerSource: task.examples, seed: lot)
    }

    /// A variant's model: trained here, or of given weights, which are the same in all lots.
    /// - Throws: what Learning throws for what cannot be trained.
    func model(_ variant: VariantDefinition) throws -> PretrainedModel {
        guard let weights = variant.weights else {
            if let made = trained[variant.training] { return made }
            let made = try Pretraining(sparsity: variant.sparsity)
                .model(of: variant.network, on: data.training, seed: lot)
            trained[variant.training] = made
            return made
        }
        if let first { return try first.model(variant) }
        if let made = given[variant.name] { return made }
        let model = variant.sparsity > 0 ? try weights.model.thinned(to: variant.sparsity) : weights.model
        let made = try PretrainedModel(model, calibration: data.training)
        given[variant.name] = made
        return made
    }

    /// A variant made ready to predict.
    /// - Throws: `AdaptationError` and what Learning throws for what cannot run here.
    func path(_ variant: VariantDefinition) throws -> VariantPath {
        let settings = definition.drift?.settings(seed: lot) ?? AdaptationSettings(seed: lot)
        return try VariantPath(variant, model(variant), settings, examples: data.training)
    }

    /// Examples that judge, with nothing disturbed.
    /// - Throws: `DataError` where there are none.
    func clean() throws -> Examples { try judging.get()[0] }

    /// How a variant does.
    /// - Throws: as ``path(_:)``, and `DisturbanceError`.
    func result(of variant: VariantDefinition) throws -> VariantLot {
        let path = try path(variant)
        let shares = try judging.get().map { rightShares(of: path, on: $0) }
        return VariantLot(clean: shares[0], disturbed: Array(shares.dropFirst()), online: try online(variant))
    }

    /// The share that is right, of each person or machine.
    private func rightShares(of path: VariantPath, on examples: Examples) -> [Double] {
        let each = definition.task.examples
        return (0..<definition.task.sources).map { source in
            let right = (source * each..<(source + 1) * each).count { index in
                examples.withInput(index) { path.label($0) } == examples.labels[index]
            }
            return Double(right) / Double(each)
        }
    }

    /// A strategy meets a drift, and so does the model that stays as it is.
    private func online(_ variant: VariantDefinition) throws -> (strategy: OnlineLot, frozen: OnlineLot)? {
        guard let strategy = variant.strategy, let drift = definition.drift else { return nil }
        let stream = try DriftingStream(
            DriftingData(drift.scenario(definition.task), of: data), drift.schedule, events: drift.events,
            heldOut: VariantDrift.heldOut)
        func run(_ strategy: AdaptationStrategy) throws -> OnlineLot {
            try OnlineLot(AdaptationRun(model(variant), stream, strategy, drift.settings(seed: lot)).result())
        }
        return try (run(strategy), run(AdaptationStrategy(.frozen, .every, strategy.numbers)))
    }
}
