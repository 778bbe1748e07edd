import Kernels
import Learning
import Models

/// A network in training in FP64 whose tensors are rounded where a trainer rounds them.
struct RoundedReference {
    let network: Network
    let parameters: [ReferenceParameters]
    let numbers: TrainingNumbers

    /// A forward pass: what each step made before rounding, and what others take of it.
    private struct Pass {
        var tensors: [[Double]]
        var sums: [[Double]] = [[]]
    }

    private func rounded(_ x: Double, _ tensor: Int) -> Double {
        switch numbers {
        case .fp32: return x
        // The network's input and output stay as they are.
        case .bf16, .fp16:
            guard tensor > 0, tensor < network.steps.count else { return x }
            return Double((numbers == .bf16 ? FloatFormat.bf16 : .fp16).rounded(Float(x)))
        case .int8(let integers):
            let parameters = integers.tensors[tensor]
            return Double(parameters.quantized(Float(x)) - parameters.zeroPoint) * Double(parameters.scale)
        }
    }

    private func forward(_ input: [Double], batch: Int) -> Pass {
        var pass = Pass(tensors: [input.map { rounded($0, 0) }])
        for (index, step) in network.steps.enumerated() {
            let sums =
                switch step.shape {
                case .layer(let shape):
                    ReferenceLinear(shape, parameters[index]).output(pass.tensors[step.inputs[0]], batch: batch)
                case .addition: zip(pass.tensors[step.inputs[0]], pass.tensors[step.inputs[1]]).map { $0 + $1 }
                }
            let (low, high) = (Double(step.clamp.lowerBound), Double(step.clamp.upperBound))
            pass.sums.append(sums)
            pass.tensors.append(sums.map { rounded(min(max($0, low), high), index + 1) })
        }
        return pass
    }

    /// Strictly between them a step's gradient passes.
    private func bounds(_ index: Int) -> (low: Double, high: Double) {
        let clamp = network.steps[index].clamp
        var bounds = (low: Double(clamp.lowerBound), high: Double(clamp.upperBound))
        guard case .int8(let integers) = numbers else { return bounds }
        let (parameters, range) = (integers.tensors[index + 1], integers.tensors[index + 1].type.range)
        let scale = Double(parameters.scale)
        bounds.low = max(bounds.low, Double(range.lowerBound - parameters.zeroPoint) * scale)
        bounds.high = min(bounds.high, Double(range.upperBound - parameters.zeroPoint) * scale)
        return bounds
    }

    /// Whether FP32's noise changes nothing much: no sum is near a kink, nor where rounding goes the other way.
    func isSmooth(_ input: [Double], batch: Int) -> Bool {
        let pass = forward(input, batch: batch)
        for (index, _) in network.steps.enumerated() {
            let largest = pass.tensors[index + 1].map(\.magnitude).max() ?? 0
            let (noise, bounds) = (1e-6 * largest, bounds(index))
            for sum in pass.sums[index + 1] {
                if sum != 0, (sum - bounds.low).magnitude < noise || (sum - bounds.high).magnitude < noise {
                    return false
                }
                let (low, high) = (rounded(sum - noise, index + 1), rounded(sum + noise, index + 1))
                if high - low > 1e-4 * largest, sum > bounds.low, sum < bounds.high { return false }
            }
        }
        return true
    }

    /// Loss and gradients.
    func gradients(
        _ input: [Double], batch: Int, loss: ([Double]) -> ReferenceLoss
    ) -> (loss: Double, parameters: [ReferenceParameters]) {
        let pass = forward(input, batch: batch)
        var gradients = pass.tensors.map { [Double](repeating: 0, count: $0.count) }
        var byParameters = parameters
        let loss = loss(pass.tensors[network.steps.count])
        gradients[network.steps.count] = loss.gradient
        for (index, step) in network.steps.enumerated().reversed() {
            let bounds = bounds(index)
            let dY = zip(gradients[index + 1], pass.sums[index + 1]).map {
                bounds.low < $1 && $1 < bounds.high ? $0 : 0
            }
            func add(_ dX: [Double], to tensor: Int) {
                for i in dX.indices { gradients[tensor][i] += dX[i] }
            }
            switch step.shape {
            case .addition: for tensor in step.inputs { add(dY, to: tensor) }
            case .layer(let shape):
                let (layer, source) = (ReferenceLinear(shape, parameters[index]), step.inputs[0])
                add(layer.inputGradient(dY, batch: batch), to: source)
                byParameters[index].weights = layer.weightGradient(
                    pass.tensors[source], outputGradient: dY, batch: batch)
                byParameters[index].bias = layer.biasGradient(dY)
            }
        }
        return (loss.value, byParameters)
    }
}
