import Kernels
import Models

/// What is to be planned: all that does not depend on what is computed again.
struct TrainingProblem {
    let network: Network
    let batch: Int
    let scope: UpdateScope
    let stateCount: Int
    let rules: [Int: GradientRule]
    let numbers: TrainingNumbers
    let needs: TrainingNeeds
    let steps: [PreparedStep]

    init(
        _ network: Network, batch: Int, scope: UpdateScope, stateCount: Int, rules: [Int: GradientRule], seed: UInt64,
        numbers: TrainingNumbers, backend: any TrainingBackend
    ) throws(TrainingError) {
        guard batch >= 1 else { throw .batch(batch) }
        if let integers = numbers.integers, let reason = integers.fault(for: network) { throw .numbers(reason: reason) }
        if numbers != .fp32, let step = rules.keys.min() {
            throw .sparse(step: network.steps[step].name, reason: "few elements of a gradient are taken in FP32 alone")
        }
        var steps: [PreparedStep] = []
        for (index, step) in network.steps.enumerated() {
            steps.append(
                try PreparedStep(
                    step, scope.parts[index], batch: batch, rule: rules[index], seed: seed &+ UInt64(index),
                    numbers: numbers, backend: backend))
        }
        (self.network, self.batch, self.scope, self.stateCount) = (network, batch, scope, stateCount)
        (self.rules, self.numbers, self.steps) = (rules, numbers, steps)
        needs = TrainingNeeds(network, scope)
    }

    /// Elements of a tensor, of a batch.
    func elements(_ tensor: Int) -> Int { batch * network.elementCount(ofTensor: tensor) }

    /// Bytes of all parameters read and of those that are updated written.
    var parameterTraffic: Int {
        zip(network.steps, scope.parts).reduce(0) { sum, each in
            guard case .layer(let shape) = each.0.shape else { return sum }
            let weights = shape.weightCount + each.1.weightCount(of: shape)
            let biases = shape.biasCount + (each.1 == .none ? 0 : shape.biasCount)
            return sum + weights * numbers.elementBytes + biases * MemoryLayout<Float>.stride
        }
    }

    /// What the backward pass computes beside the forward pass's multiply–accumulates.
    var backwardMACs: Int {
        network.steps.enumerated().reduce(0) { sum, each in
            let (index, step) = each
            guard needs.gradients[index + 1], case .layer(let shape) = step.shape else { return sum }
            let columns = step.shape.output.channels
            let taken = rules[index]?.capacity(outputs: columns) ?? columns
            var macs = step.inputs.contains { needs.gradients[$0] } ? batch * shape.macs / columns * taken : 0
            let weights = scope.parts[index].weightCount(of: shape)
            if weights > 0 { macs += batch * shape.macs / shape.weightCount * weights / columns * taken }
            return sum + macs
        }
    }
}

extension IntegerNumbers {
    /// Why a network cannot be trained in these numbers; nil where it can.
    fileprivate func fault(for network: Network) -> String? {
        if tensors.count != network.tensorCount {
            return "\(tensors.count) ranges for \(network.tensorCount) tensors; give each its own, the input's first"
        }
        if Set(tensors.map(\.type)).count > 1 { return "tensors of several types; give all the same" }
        if !(1...127).contains(weightLimit) { return "a weight limit of \(weightLimit); give 1 to 127" }
        if !(headroom >= 1 && headroom.isFinite) { return "a headroom of \(headroom); give 1 or more" }
        return nil
    }
}
