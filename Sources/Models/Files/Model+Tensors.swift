import Basics
import Kernels

extension Model {
    /// A network with trained FP32 weights: the tensors `STEP.weight` and `STEP.bias` of a file, in the layout that its
    /// metadata say (``WeightLayout``). Steps of one name are numbered from the second on: `STEP.2.weight`.
    ///
    /// Batch normalisation has to be folded into weights and biases before, and a layer without biases needs zeros. Padding,
    /// strides and activations are the network's own: PyTorch pads a strided convolution at other borders than
    /// `ConvolutionShape.Padding.same`.
    /// - Parameters:
    ///   - file: exactly the tensors that the network has.
    ///   - narrowing: whether FP64 numbers may be rounded to the nearest FP32 ones.
    /// - Throws: ``TensorFileError`` for tensors that are missing, surplus, of another shape or type, and for a layout that
    ///   is unknown or does not tell the order.
    public init(_ network: Network, tensors file: TensorFile, narrowing: Bool = false) throws {
        let parameters = try network.parameterTensors(in: file.layout(), file: file.name)
        let known = parameters.flatMap { [$0.weight, $0.bias] }
        for name in known { _ = try file.tensor(name) }
        let expected = Set(known)
        if let surplus = file.tensors.first(where: { !expected.contains($0.name) }) {
            throw TensorFileError.tensorSurplus(
                file: file.name, tensor: surplus.name, nearest: nearestNames(to: surplus.name, in: known))
        }
        var operations = network.steps.map { step -> Operation in
            switch step.shape {
            case .addition(let image): .addition(.float(FloatAddition(count: image.count, clamp: step.clamp)))
            case .layer(let shape):
                .layer(.float(FloatLayer(shape: shape, weights: [], bias: [], clamp: step.clamp)))
            }
        }
        for tensors in parameters {
            let weights = try file.floats(tensors.weight, shape: tensors.order.shape, narrowing: narrowing)
            let bias = try file.floats(tensors.bias, shape: [tensors.layer.biasCount], narrowing: narrowing)
            operations[tensors.step] = .layer(
                .float(
                    FloatLayer(
                        shape: tensors.layer, weights: tensors.order.read(weights), bias: bias,
                        clamp: network.steps[tensors.step].clamp)))
        }
        try self.init(network, precision: .fp32, operations: operations)
    }

    /// The weights and biases of an FP32 model: what ``init(_:tensors:narrowing:)`` reads back bit for bit.
    /// - Parameters:
    ///   - layout: of the weights, which the metadata say.
    ///   - name: what errors call the file.
    /// - Throws: ``TensorFileError`` for a model of another precision, a weight that is infinite or NaN, names that steps
    ///   share, and a layer whose order PyTorch does not tell.
    public func tensorFile(
        _ layout: WeightLayout = .native, name: String = "tensors in memory"
    ) throws(TensorFileError) -> TensorFile {
        guard precision == .fp32 else { throw .notFP32(precision) }
        var tensors: [StoredTensor] = []
        for parameters in try network.parameterTensors(in: layout, file: name) {
            guard case .layer(.float(let layer)) = operations[parameters.step] else { continue }
            tensors.append(
                StoredTensor(
                    parameters.weight, shape: parameters.order.shape, floats: parameters.order.written(layer.weights)))
            tensors.append(StoredTensor(parameters.bias, shape: [layer.bias.count], floats: layer.bias))
        }
        return try TensorFile(tensors, metadata: [WeightLayout.key: layout.rawValue], name: name)
    }
}

extension TensorFile {
    fileprivate func floats(_ name: String, shape: [Int], narrowing: Bool) throws(TensorFileError) -> [Float] {
        let actual = try tensor(name).shape
        guard actual == shape else {
            throw .shapeDiffers(file: self.name, tensor: name, expected: shape, actual: actual)
        }
        return try floats(name, narrowing: narrowing)
    }
}
