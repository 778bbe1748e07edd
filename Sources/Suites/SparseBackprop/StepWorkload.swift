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

    /// Compulsory traffic of a pass in bytes: what goes in read once, what comes out written once.
    /// - Parameter weights: that there are.
    func bytes(_ pass: StepConditions.Pass, weights: Int) -> Int {
        let (x, y) = (shape.inputCount * batch, shape.outputCount * batch)
        let elements: Int
        switch pass {
        case .forward: elements = x + weights + y
        case .inputGradient: elements = y + weights + x
        case .weightGradient: elements = x + y + weights
        case .step: elements = 3 * (x + y + weights)
        }
        return elements * MemoryLayout<Float>.stride
    }
}
