import Kernels
import Models
import Report

/// A layer to be measured: of a model, or a product on its own.
struct LayerWorkload: MeasuredWorkload {
    /// `kws.pw`, `gemm.64x64x64`.
    let name: String
    /// The model's name, or `gemm`: its findings and its correction for multiple comparisons.
    var family: String
    var shape: OperationShape
    var activation: LayerDefinition.Activation
    /// How often the model holds this shape.
    var count: Int

    init(model: ModelDefinition, layer: LayerDefinition) {
        name = "\(model.name).\(layer.name)"
        family = model.name
        shape = layer.shape
        activation = layer.activation
        count = layer.count
    }

    init(gemm: GEMMShape) {
        name = gemm.workload
        family = "gemm"
        shape = .layer(.gemm(gemm))
        activation = .none
        count = 1
    }

    var macs: Int { shape.macs }
    var parameterCount: Int { shape.parameterCount }
    var isPacked: Bool { parameterCount > 0 }

    func bytes(_ precision: Precision, _ stage: LayerConditions.Stage) -> Int {
        stage.bytes(own: shape.bytes(precision), activations: shape.activationCount, precision)
    }

    func threads(on backend: any Backend) -> Int { shape.threads(on: backend) }

    func unavailable(on backend: any Backend, activations: IntegerLayer.ActivationType) -> String? {
        switch shape {
        case .layer(let shape): backend.unavailable(for: shape, activations: activations)
        case .addition: backend.vendor.map { "additions are not asked of \($0.name)" }
        }
    }

    func tensors(activations: IntegerLayer.ActivationType, seed: UInt64) -> any WorkloadTensors {
        switch shape {
        case .layer(let shape):
            LayerTensors(of: name, shape, clamp: activation.clamp, activations: activations, seed: seed)
        case .addition(let image):
            AdditionTensors(
                of: name, count: image.count, clamp: activation.clamp, activations: activations, seed: seed)
        }
    }

    /// The shape as a report shows it.
    var parameters: [String: Report.Parameter] {
        var parameters: [String: Report.Parameter] = [
            "activation": .text(activation.rawValue), "count": .number(count),
        ]
        switch shape {
        case .addition(let image):
            parameters["kind"] = .text("addition")
            parameters["input"] = .text("\(image.height)x\(image.width)x\(image.channels)")
        case .layer(.gemm(let gemm)):
            parameters["kind"] = .text(gemm.m == 1 ? "fully-connected" : "gemm")
            parameters["m"] = .number(gemm.m)
            parameters["n"] = .number(gemm.n)
            parameters["k"] = .number(gemm.k)
        case .layer(.convolution(let image)): describe(image, "convolution", &parameters)
        case .layer(.depthwise(let image)): describe(image, "depthwise", &parameters)
        case .layer(.averagePool(let image)): describe(image, "average-pool", &parameters)
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

extension OperationShape {
    /// Threads that a backend divides the operation among: an addition stays on one.
    func threads(on backend: any Backend) -> Int {
        if case .layer(let shape) = self { backend.threads(for: shape) } else { 1 }
    }
}
