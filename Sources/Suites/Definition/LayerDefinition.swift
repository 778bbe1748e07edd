import Kernels
import Models

/// A layer of a definition.
struct LayerDefinition: Sendable {
    var name: String
    var shape: OperationShape
    var activation: Activation
    /// How often its model holds this shape.
    var count: Int

    /// The activation fused into a layer.
    enum Activation: String, CaseIterable, Sendable {
        case none, relu

        var clamp: ClosedRange<Float> { self == .relu ? 0...Float.infinity : -Float.infinity...Float.infinity }
    }
}

extension LayerDefinition {
    private enum Kind: String, CaseIterable {
        case convolution, depthwise, addition
        case fullyConnected = "fully-connected"
        case averagePool = "average-pool"
    }

    init(_ node: DefinitionNode, optional: [String] = ["activation", "count"]) throws {
        let kind: Kind = try node.value("kind").choice()
        let required =
            switch kind {
            case .convolution: ["input", "kernel", "stride", "filters", "padding"]
            case .depthwise: ["input", "kernel", "stride", "padding"]
            case .fullyConnected: ["inputs", "outputs"]
            case .averagePool: ["input", "kernel"]
            case .addition: ["input"]
            }
        let fields = try node.mapping(required: ["name", "kind"] + required, optional: optional)
        name = try fields["name"].name()
        count = try fields.optional("count")?.whole() ?? 1
        activation = try fields.optional("activation")?.choice() ?? .none
        switch kind {
        case .fullyConnected:
            shape = .layer(.gemm(GEMMShape(m: 1, n: try fields["outputs"].whole(), k: try fields["inputs"].whole())))
        case .addition: shape = .addition(try fields["input"].image())
        case .averagePool:
            let input = try fields["input"].image()
            let window = try ConvolutionShape(
                fields, input: input, filters: input.channels, stride: 1, padding: .valid)
            shape = .layer(.averagePool(window))
        case .convolution, .depthwise:
            let input = try fields["input"].image()
            let convolution = try ConvolutionShape(
                fields, input: input, filters: kind == .depthwise ? input.channels : fields["filters"].whole(),
                stride: fields["stride"].whole(), padding: fields["padding"].choice())
            shape = .layer(kind == .depthwise ? .depthwise(convolution) : .convolution(convolution))
        }
        try node.refuseUncomputable(shape)
    }
}

extension ConvolutionShape {
    fileprivate init(
        _ fields: DefinitionMapping, input: ImageShape, filters: Int, stride: Int, padding: Padding
    ) throws {
        let kernel = try fields["kernel"].list(count: 2).map { try $0.whole() }
        self.init(
            inputHeight: input.height, inputWidth: input.width, inputChannels: input.channels,
            outputChannels: filters, kernelHeight: kernel[0], kernelWidth: kernel[1], strideHeight: stride,
            strideWidth: stride, padding: padding)
    }
}

extension DefinitionNode {
    /// An image `[height, width, channels]`.
    fileprivate func image() throws -> ImageShape {
        let sizes = try list(count: 3).map { try $0.whole() }
        return ImageShape(height: sizes[0], width: sizes[1], channels: sizes[2])
    }

    func refuseUncomputable(_ shape: OperationShape) throws {
        do {
            try shape.validate()
        } catch {
            throw self.error("\(error)", remedy: "choose another shape")
        }
    }
}
