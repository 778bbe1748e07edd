import Kernels
import Learning
import Models
import Report

/// Holds what a training step changed against the gradients in FP64.
struct UpdateOracle {
    let model: Model
    /// Of all parameters, in FP64.
    let gradients: [ReferenceParameters]
    let scope: UpdateScope

    static let name = "fp64-gradients"

    /// So high that what a step changes stands out of the rounding of parameters; a power of two, which rounds nothing itself.
    static let rate = 1024.0

    /// A layer's gradients may be off by this share of their norm. Beside rounding there are inputs of activations so near a
    /// kink that FP32 and FP64 find them on different sides.
    private static let tolerance = 1e-3

    /// Every parameter that is updated moved by its gradient, and no other bit changed.
    func check(_ trainer: Trainer) -> Report.Check {
        let network = model.network
        var worst = 0.0
        var updated = 0
        for (index, operation) in model.operations.enumerated() {
            guard case .layer(.float(let layer)) = operation else { continue }
            let after = trainer.parameters(ofStep: index)
            let gradients = gradients[index]
            let stretch = scope.parts[index].stretch(of: layer.shape)
            for (old, new, gradient, isUpdated) in [
                (layer.weights, after.weights, gradients.weights, stretch),
                (layer.bias, after.bias, gradients.bias, { _ in scope.parts[index] != .none }),
            ] {
                var (error, norm) = (0.0, 0.0)
                for i in old.indices {
                    guard isUpdated(i) else {
                        if old[i].bitPattern != new[i].bitPattern {
                            return failed("\(network.steps[index].name): a parameter that is not updated has changed")
                        }
                        continue
                    }
                    let off = (Double(old[i]) - Double(new[i])) / Self.rate - gradient[i]
                    error += off * off
                    norm += gradient[i] * gradient[i]
                    updated += 1
                }
                let share = norm > 0 ? (error / norm).squareRoot() : error == 0 ? 0 : .infinity
                guard share <= Self.tolerance else {
                    return failed("\(network.steps[index].name): gradients are off by \(share) of their norm")
                }
                worst = max(worst, share)
            }
        }
        guard updated > 0 else { return failed("nothing is updated") }
        let words = "\(updated) parameters moved by their gradients, off by \(worst) of a layer's norm at most"
        return .init(name: Self.name, passed: true, detail: words + "; no bit of the others changed")
    }

    private func failed(_ detail: String) -> Report.Check { .init(name: Self.name, passed: false, detail: detail) }
}

extension UpdateScope.Part {
    /// Which weights are updated.
    fileprivate func stretch(of shape: LayerShape) -> (Int) -> Bool {
        switch self {
        case .none, .biases: { _ in false }
        case .all: { _ in true }
        case .inputChannels(let count):
            { [n = shape.gemm.n, channels = shape.asConvolution.inputChannels] in $0 / n % channels < count }
        }
    }
}
