import Kernels
import Learning
import Models
import Quantities

/// What a step computes and changes that trains a part of a network, an example at a time.
struct TrainedPart {
    let title: String
    /// Forward and backward.
    let macs: Int
    /// The parameters that change, in single precision.
    let updated: ByteCount

    /// - Throws: `TrainingError` for a network without parameters.
    init(_ model: ModelDefinition, _ variant: UpdateVariant) throws {
        let scope = try variant.scope(of: model.network)
        let plan = try TrainingPlan(model.network, batch: 1, scope: scope, stateCount: 0)
        title = "\(model.title), \(variant.words)"
        macs = plan.macs.forward + plan.macs.backward
        updated = ByteCount(MemoryLayout<Float>.size * scope.parameterCount(of: model.network))
    }
}
