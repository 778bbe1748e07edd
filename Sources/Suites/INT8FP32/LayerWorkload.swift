import Kernels
import Report

/// A layer to be measured: of a model, or a product on its own.
struct LayerWorkload: Sendable {
    /// `kws.pw`, `gemm.64x64x64`.
    var name: String
    /// The model's name, or `gemm`: its findings and its correction for multiple comparisons.
    var family: String
    var shape: LayerShape
    var activation: INT8FP32Definition.Activation
    /// How often the model holds this shape.
    var count: Int

    init(model: INT8FP32Definition.Model, layer: INT8FP32Definition.LayerEntry) {
        name = "\(model.name).\(layer.name)"
        family = model.name
        shape = layer.shape
        activation = layer.activation
        count = layer.count
    }

    init(gemm: GEMMShape) {
        name = gemm.workload
        family = "gemm"
        shape = .gemm(gemm)
        activation = .none
        count = 1
    }

    /// The shape as a report shows it.
    var parameters: [String: Report.Parameter] {
        var parameters: [String: Report.Parameter] = ["activation": .text(activation.rawValue)]
        switch shape {
        case .gemm(let gemm):
            parameters["kind"] = .text(gemm.m == 1 ? "fully-connected" : "gemm")
            parameters["m"] = .number(gemm.m)
            parameters["n"] = .number(gemm.n)
            parameters["k"] = .number(gemm.k)
        case .convolution(let image): describe(image, "convolution", &parameters)
        case .depthwise(let image): describe(image, "depthwise", &parameters)
        case .averagePool(let image): describe(image, "average-pool", &parameters)
        }
        return parameters
    }

    private func describe(
        _ image: ConvolutionShape, _ kind: String, _ parameters: inout [String: Report.Parameter]
    ) {
        parameters["kind"] = .text(kind)
        parameters["input"] = .text("\(image.inputHeight)x\(image.inputWidth)x\(image.inputChannels)")
        parameters["kernel"] = .text("\(image.kernelHeight)x\(image.kernelWidth)")
        parameters["stride"] = .number(image.strideHeight)
        parameters["filters"] = .number(image.outputChannels)
        parameters["padding"] = .text(image.padding.rawValue)
    }
}
