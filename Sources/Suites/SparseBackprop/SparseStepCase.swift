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
        return try HeldCase.observed { try held(pattern) }
    }

    private func held(_ pattern: SparsityPattern) throws -> HeldCase {
        let layer = try SparseLayer(pattern, batch: tensors.workload.batch, with: kernels)
        let stride = MemoryLayout<Float>.stride
        let stored = BufferRing(byteCount: layer.weightCount * stride)
        let transposed = BufferRing(byteCount: stored.byteCount)
        let dw = BufferRing(byteCount: stored.byteCount)
        let bias = BufferRing(of: tensors.bias)
        let (x, dx) = (BufferRing(zeros: layer.input.count), BufferRing(zeros: layer.input.count))
        let (y, dy) = (BufferRing(zeros: layer.output.count), BufferRing(zeros: layer.output.count))
        layer.arrange(tensors.weights, into: stored.floats)
        layer.arrangeTransposed(stored.floats, into: transposed.floats)
        layer.input.fill(x.floats, from: tensors.input, with: kernels)
        layer.output.fill(dy.floats, from: tensors.outputGradient, with: kernels)
        var buffers = [stored, transposed, dw, bias, x, dx, y, dy]

        // What comes and goes example after example.
        let images = conditions.stage == .converted ? Images(tensors) : nil
        if let images { buffers += images.all }
        let pass = conditions.pass
        let arranges = conditions.stage != .kernel
        let call = { [kernels] in
            if let images {
                if pass.hasForward || pass.hasWeightGradient {
                    layer.input.fill(x.floats, from: images.x.floats, with: kernels)
                }
                if pass.hasInputGradient || pass.hasWeightGradient {
                    layer.output.fill(dy.floats, from: images.dy.floats, with: kernels)
                }
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
            verify: { [tensors, kernels, variant] in
                call()
                func read(_ layout: RunLayout, _ runs: BufferRing, _ count: Int) -> [Float] {
                    var values = [Float](repeating: .nan, count: count)
                    layout.read(runs.floats, into: &values, with: kernels)
                    return values
                }
                return Report.Check.collected {
                    try tensors.checks(
                        variant, pass,
                        output: {
                            images?.y.values(tensors.outputGradient.count)
                                ?? read(layer.output, y, tensors.outputGradient.count)
                        },
                        inputGradient: {
                            images?.dx.values(tensors.input.count) ?? read(layer.input, dx, tensors.input.count)
                        },
                        weightGradient: {
                            var gradient = [Float](repeating: 0, count: tensors.weights.count)
                            layer.scatter(dw.floats, into: &gradient)
                            return gradient
                        })
                }
            })
        let weights = layer.weightCount * stride
        prepared.metrics["memory.weights"] = .exact(Double(weights + layer.indexByteCount), "B", .lower)
        return HeldCase(prepared, buffers: buffers, workspace: layer.indexByteCount)
    }

    /// Activations and their gradients in the usual layout.
    private struct Images {
        let x, dy, y, dx: BufferRing

        init(_ tensors: StepTensors) {
            (x, dy) = (BufferRing(of: tensors.input), BufferRing(of: tensors.outputGradient))
            (y, dx) = (BufferRing(byteCount: dy.byteCount), BufferRing(byteCount: x.byteCount))
        }

        var all: [BufferRing] { [x, dy, y, dx] }
    }
}

extension BufferRing {
    /// One copy of so many zeros.
    fileprivate convenience init(zeros count: Int) {
        let bytes = count * MemoryLayout<Float>.stride
        self.init(byteCount: bytes) { $0.initializeMemory(as: UInt8.self, repeating: 0, count: bytes) }
    }
}
