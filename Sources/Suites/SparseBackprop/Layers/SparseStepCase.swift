import Kernels
import Measurement
import Report

/// A layer's training step with some of its weights: what is left out is neither stored nor computed.
struct SparseStepCase {
    let variant: SparsityVariant
    let kernels: SparseKernels
    let conditions: StepConditions
    let tensors: StepTensors

    /// Allocates the buffers and makes the call.
    /// - Throws: `SparsityError` where the layer cannot have the pattern, `KernelError` where the kernels cannot run.
    func prepare() throws -> PreparedCase {
        let pattern = try tensors.pattern(variant)
        let oracle = try tensors.oracle(variant)
        return try HeldCase.observed { try held(pattern, oracle) }
    }

    private func held(_ pattern: SparsityPattern, _ oracle: GradientOracle) throws -> HeldCase {
        let pass = conditions.pass
        let layer = try SparseLayer(pattern, batch: tensors.workload.batch, with: kernels)
        let stored = BufferRing(floats: layer.weightCount), bias = BufferRing(of: tensors.bias)
        let transposed = BufferRing(floats: pass.hasInputGradient ? layer.weightCount : 0)
        let dw = BufferRing(floats: pass.hasWeightGradient ? layer.weightCount : 0)
        let x = BufferRing(zeros: pass.readsInput ? layer.input.count : 0)
        let dx = BufferRing(zeros: pass.hasInputGradient ? layer.input.count : 0)
        let y = BufferRing(zeros: pass.hasForward ? layer.output.count : 0)
        let dy = BufferRing(zeros: pass.readsOutputGradient ? layer.output.count : 0)
        layer.arrange(tensors.weights, into: stored.floats)
        if pass.hasInputGradient { layer.arrangeTransposed(stored.floats, into: transposed.floats) }
        if pass.readsInput { layer.input.fill(x.floats, from: tensors.input, with: kernels) }
        if pass.readsOutputGradient { layer.output.fill(dy.floats, from: tensors.outputGradient, with: kernels) }

        // What comes and goes example after example.
        let images = conditions.stage == .converted ? Images(tensors, pass) : nil
        let arranges = conditions.stage != .kernel
        let call = { [kernels] in
            if let images {
                if pass.readsInput { layer.input.fill(x.floats, from: images.x.floats, with: kernels) }
                if pass.readsOutputGradient { layer.output.fill(dy.floats, from: images.dy.floats, with: kernels) }
            }
            if pass.hasForward {
                layer.run(stored: stored.floats, bias: bias.floats, input: x.floats, output: y.floats)
                if let images { layer.output.read(y.floats, into: images.y.floats, with: kernels) }
            }
            if pass.hasInputGradient {
                if arranges { layer.arrangeTransposed(stored.floats, into: transposed.floats) }
                layer.runInputGradient(
                    transposed: transposed.floats, outputGradient: dy.floats, inputGradient: dx.floats)
                if let images { layer.input.read(dx.floats, into: images.dx.floats, with: kernels) }
            }
            if pass.hasWeightGradient {
                layer.runWeightGradient(input: x.floats, outputGradient: dy.floats, gradient: dw.floats)
            }
        }
        var prepared = PreparedCase(
            call: call,
            verify: { [tensors, kernels] in
                for buffer in [y, dx, dw] + (images.map { [$0.y, $0.dx] } ?? []) { buffer.poison() }
                call()
                func read(_ layout: RunLayout, _ runs: BufferRing, _ count: Int) -> [Float] {
                    var values = [Float](repeating: .nan, count: count)
                    layout.read(runs.floats, into: &values, with: kernels)
                    return values
                }
                let (outputs, inputs) = (tensors.outputGradient.count, tensors.input.count)
                return oracle.checks(
                    pass, output: { images?.y.values(outputs) ?? read(layer.output, y, outputs) },
                    inputGradient: { images?.dx.values(inputs) ?? read(layer.input, dx, inputs) },
                    weightGradient: {
                        var gradient = [Float](repeating: 0, count: tensors.weights.count)
                        layer.scatter(dw.floats, into: &gradient)
                        return gradient
                    })
            })
        let arranged = stored.byteCount + transposed.byteCount + bias.byteCount + layer.indexByteCount
        prepared.metrics["memory.weights"] = .exact(Double(arranged), "B", .lower)
        return HeldCase(
            prepared, buffers: [stored, transposed, dw, bias, x, dx, y, dy] + (images?.all ?? []),
            workspace: layer.indexByteCount)
    }

    /// Activations and their gradients in the usual layout.
    private struct Images {
        let x, dy, y, dx: BufferRing

        init(_ tensors: StepTensors, _ pass: StepConditions.Pass) {
            x = BufferRing(of: pass.readsInput ? tensors.input : [])
            dy = BufferRing(of: pass.readsOutputGradient ? tensors.outputGradient : [])
            y = BufferRing(floats: pass.hasForward ? tensors.outputGradient.count : 0)
            dx = BufferRing(floats: pass.hasInputGradient ? tensors.input.count : 0)
        }

        var all: [BufferRing] { [x, dy, y, dx] }
    }
}
