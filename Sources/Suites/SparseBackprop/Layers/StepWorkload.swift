import Kernels
import Report

/// A layer that is trained a batch at a time.
struct StepWorkload: Sendable {
    /// As it stands in ids.
    var name: String
    /// Of one example; of a product, whose rows are examples, of all.
    var shape: LayerShape
    /// How many of them.
    var batch: Int

    /// Multiply–accumulates of the forward product; each gradient has as many.
    var macs: Int { shape.macs * batch }

    /// What one of its cases takes in bytes, about: its tensors and their gradients with borders, twice where layouts change,
    /// and three times the weights.
    var byteCount: Int {
        let (input, output) = SparseLayer.layouts(of: shape, batch: batch)
        return (4 * (input.count + output.count) + 3 * shape.weightCount) * MemoryLayout<Float>.stride
    }

    /// The shape as a report shows it.
    var parameters: [String: Report.Parameter] {
        let c = shape.asConvolution
        var parameters: [String: Report.Parameter] = ["batch": .number(batch)]
        if case .gemm(let gemm) = shape {
            parameters["batch"] = .number(gemm.m * batch)
            parameters["kind"] = .text("fully-connected")
            parameters["inputs"] = .number(gemm.k)
            parameters["outputs"] = .number(gemm.n)
        } else {
            parameters["kind"] = .text("convolution")
            parameters["input"] = .text("\(c.inputHeight)x\(c.inputWidth)x\(c.inputChannels)")
            parameters["kernel"] = .text("\(c.kernelHeight)x\(c.kernelWidth)")
            parameters["stride"] = .number(c.strideHeight)
            parameters["filters"] = .number(c.outputChannels)
            parameters["padding"] = .text(c.padding.rawValue)
        }
        return parameters
    }

    /// Compulsory traffic of a pass in bytes: what goes in read once, what comes out written once. Of a step both are input,
    /// weights and output's gradient, and as much.
    /// - Parameters:
    ///   - weights: that there are.
    ///   - indices: bytes that say where they are.
    func bytes(_ pass: StepConditions.Pass, weights: Int, indices: Int) -> Int {
        let elements = (shape.inputCount + shape.outputCount) * batch + weights
        return elements * MemoryLayout<Float>.stride * (pass == .step ? 2 : 1) + indices
    }
}
