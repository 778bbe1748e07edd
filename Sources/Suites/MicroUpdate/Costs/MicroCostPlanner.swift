import Measurement
import MicroLearning
import MicroUpdate
import Report

/// Plans a group for a score and one for an update of the playlist's model: all precisions.
struct MicroCostPlanner {
    let precisions: [MicroPrecision]
    let seed: UInt64

    /// The 42 parameters.
    static let workload = "playlist"

    /// - Throws: ``SuiteError/badName(_:)``.
    func group(_ pass: MicroPass) throws -> GroupPlan {
        let conditions = ["pass": pass.rawValue]
        let shape = ModelShape.playlist
        let cases = try precisions.map { precision in
            guard
                let id = CaseID(
                    suite: MicroUpdateSuite.name, workload: Self.workload, variant: precision.rawValue,
                    conditions: conditions)
            else { throw SuiteError.badName(precision.rawValue) }
            let own = MicroCostCase(precision: precision, pass: pass, shape: shape, seed: seed)
            return CasePlan(
                id: id, role: precision == .fp32 ? .baseline : .variant, precision: precision.rawValue,
                shape: [
                    "kind": .text("gated-logistic"), "features": .number(shape.features),
                    "contexts": .number(shape.contexts), "parameters": .number(shape.parameters),
                ],
                work: .init(macs: MicroKernel.macs(pass, shape), bytes: 0, parameters: shape.parameters),
                prepare: own.prepare)
        }
        return GroupPlan(workload: Self.workload, conditions: conditions, cases: cases)
    }
}
