import Kernels

extension Network {
    /// The tensors that a step's weights and biases come from.
    struct ParameterTensors {
        let step: Int
        let layer: LayerShape
        /// `STEP.weight`
        let weight: String
        /// `STEP.bias`
        let bias: String
        /// Where the file holds the weights.
        let order: WeightOrder
    }

    /// Those of all steps with parameters. A name that several steps have is numbered from the second one on: `conv`, `conv.2`,
    /// `conv.3`.
    /// - Parameter file: what errors call it.
    /// - Throws: ``TensorFileError`` where a number makes a name that another step has, or PyTorch's order is not known.
    func parameterTensors(
        in layout: WeightLayout, file: String
    ) throws(TensorFileError) -> [ParameterTensors] {
        let images = images
        var uses: [String: Int] = [:]
        var taken: Set<String> = []
        var tensors: [ParameterTensors] = []
        for (index, step) in steps.enumerated() {
            guard case .layer(let layer) = step.shape, layer.weightCount > 0 else { continue }
            let use = uses[step.name, default: 0] + 1
            uses[step.name] = use
            let name = use == 1 ? step.name : "\(step.name).\(use)"
            guard taken.insert(name).inserted else { throw .stepsAlike(file: file, step: step.name, name: name) }
            guard let order = WeightOrder(layer, taking: images[step.inputs[0]], in: layout) else {
                throw .orderUnknown(file: file, step: step.name)
            }
            tensors.append(
                ParameterTensors(
                    step: index, layer: layer, weight: "\(name).weight", bias: "\(name).bias", order: order))
        }
        return tensors
    }

    /// The form of each tensor that PyTorch would hold channels first: what convolutions and poolings take and make, and sums of
    /// these.
    private var images: [ImageShape?] {
        var images: [ImageShape?] = [
            steps.first { $0.inputs.contains(0) && $0.shape.isOfImages }?.shape.input
        ]
        for step in steps {
            switch step.shape {
            case .layer: images.append(step.shape.isOfImages ? step.shape.output : nil)
            case .addition: images.append(images[step.inputs[0]] ?? images[step.inputs[1]])
            }
        }
        return images
    }
}

extension OperationShape {
    fileprivate var isOfImages: Bool {
        switch self {
        case .addition, .layer(.gemm): false
        case .layer: true
        }
    }
}
