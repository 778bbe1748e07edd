import Kernels
import Measurement
import Models
import Report

/// Plans the one group of a list: all its variants.
struct VariantsPlanner {
    let definition: VariantsDefinition
    let stores: LatestValue<VariantsDefinition, VariantsStore>
    let seed: UInt64

    /// - Throws: ``SuiteError/badName(_:)``.
    func group() throws -> GroupPlan {
        let cases = try definition.variants.map { variant in
            guard
                let id = CaseID(
                    suite: VariantsSuite.name, workload: definition.workload, variant: variant.name, conditions: [:])
            else { throw SuiteError.badName(variant.name) }
            return CasePlan(
                id: id, role: variant.name == definition.baseline ? .baseline : .variant,
                precision: variant.precision.rawValue, shape: parameters(variant), work: work(variant)
            ) { [definition, stores, seed] in
                try VariantCase(
                    variant: variant, definition: definition,
                    store: stores.value(of: definition, named: definition.workload), seed: seed
                ).prepare()
            }
        }
        return GroupPlan(workload: definition.workload, conditions: [:], cases: cases)
    }

    private func parameters(_ variant: VariantDefinition) -> [String: Report.Parameter] {
        let task = definition.task
        var parameters: [String: Report.Parameter] = [
            "kind": .text("variant"), "stream": .text(task.stream.rawValue), "sources": .number(task.sources),
            "examples": .number(task.examples), "seeds": .number(task.lots),
            "precision": .text(variant.precision.rawValue), "parameters": .number(variant.network.parameterCount),
        ]
        if variant.sparsity > 0 { parameters["sparsity"] = .text("\(variant.sparsity)") }
        if let strategy = variant.strategy { parameters["strategy"] = .text(strategy.name) }
        if let weights = variant.weights { parameters["weights"] = .text(weights.name) }
        return parameters
    }

    private func work(_ variant: VariantDefinition) -> Report.Work {
        let network = variant.network
        guard variant.sparsity > 0 else {
            return .init(
                macs: network.macs, bytes: network.bytes(variant.precision.arithmetic),
                parameters: network.parameterCount)
        }
        let kept = network.steps.enumerated().reduce(0) { sum, step in
            guard case .layer(let shape) = step.element.shape else { return sum }
            let share = step.offset == network.steps.count - 1 ? 0 : variant.sparsity
            return sum + SparsityForm.unstructured.keptCount(of: shape, sparsity: share)
        }
        let biases = network.steps.reduce(0) { $0 + $1.shape.parameterCount } - network.macs
        let numbers = kept + biases + network.inputCount + network.outputCount
        return .init(macs: kept, bytes: numbers * MemoryLayout<Float>.stride, parameters: kept + biases)
    }
}

extension VariantPrecision {
    fileprivate var arithmetic: Precision {
        switch self {
        case .fp32: .fp32
        case .bf16: .bf16
        case .fp16: .fp16
        case .int8: .int8
        }
    }
}

extension VariantsDefinition {
    /// In ids.
    var workload: String { task.stream.rawValue }
}
