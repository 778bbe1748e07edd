import Kernels
import Measurement
import Report

/// A layer's training step with all its weights.
struct DenseStepCase {
    let backend: any TrainingBackend
    let conditions: StepConditions
    let tensors: StepTensors

    /// Allocates the buffers and makes the call.
    /// - Throws: `KernelError` for a shape that the backend has no kernel for.
    func prepare() throws -> PreparedCase {
        let oracle = try tensors.oracle(nil)
        // Before anything is held, as trials take memory of their own.
        let names = try (backend as? BestTrainingBackend)?.names(
            of: tensors.workload.shape, batch: tensors.workload.batch)
        return try HeldCase.observed { try held(oracle, names) }
    }

    private func held(_ oracle: GradientOracle, _ names: BestTrainingBackend.Names?) throws -> HeldCase {
        let pass = conditions.pass
        let layer = try backend.prepare(tensors.workload.shape, batch: tensors.workload.batch)
        let weights = BufferRing(of: tensors.weights, slack: TrainingBackends.slack),
            bias = BufferRing(of: tensors.bias)
        let x = BufferRing(of: pass.readsInput ? tensors.input : [], slack: TrainingBackends.slack)
        let dy = BufferRing(of: pass.readsOutputGradient ? tensors.outputGradient : [], slack: TrainingBackends.slack)
        let y = BufferRing(floats: pass.hasForward ? tensors.outputGradient.count : 0)
        let dx = BufferRing(floats: pass.hasInputGradient ? tensors.input.count : 0)
        let dw = BufferRing(floats: pass.hasWeightGradient ? tensors.weights.count : 0)
        let packed = BufferRing(byteCount: pass.hasForward ? layer.packedByteCount : 0)
        let transposed = BufferRing(byteCount: pass.hasInputGradient ? layer.transposedByteCount : 0)
        let workspace = BufferRing(byteCount: layer.workspaceBytes.largest)
        if pass.hasForward { layer.pack(weights.floats, bias: bias.floats, into: packed[0]) }
        if pass.hasInputGradient { layer.packTransposed(weights.floats, into: transposed[0]) }

        let packs = conditions.stage != .kernel
        let call = {
            if pass.hasForward {
                if packs { layer.pack(weights.floats, bias: bias.floats, into: packed[0]) }
                layer.run(packed: packed[0], input: x.floats, output: y.floats, workspace: workspace[0])
            }
            if pass.hasInputGradient {
                if packs { layer.packTransposed(weights.floats, into: transposed[0]) }
                layer.runInputGradient(
                    transposed: transposed[0], outputGradient: dy.floats, inputGradient: dx.floats,
                    workspace: workspace[0])
            }
            if pass.hasWeightGradient {
                layer.runWeightGradient(
                    input: x.floats, outputGradient: dy.floats, gradient: dw.floats, workspace: workspace[0])
            }
        }
        var prepared = PreparedCase(
            call: call,
            verify: { [tensors] in
                for buffer in [y, dx, dw] { buffer.poison() }
                call()
                return oracle.checks(
                    pass, output: { y.values(tensors.outputGradient.count) },
                    inputGradient: { dx.values(tensors.input.count) },
                    weightGradient: { dw.values(tensors.weights.count) }, kernels: names)
            },
            failure: { layer.failure })
        let arranged = weights.byteCount + bias.byteCount + packed.byteCount + transposed.byteCount
        prepared.metrics["memory.weights"] = .exact(Double(arranged), "B", .lower)
        return HeldCase(
            prepared, buffers: [weights, bias, x, dy, y, dx, dw, packed, transposed, workspace],
            workspace: layer.keepsMemory ? nil : 0)
    }
}
