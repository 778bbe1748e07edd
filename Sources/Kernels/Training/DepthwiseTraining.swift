import CKernels

/// A channelwise layer with its gradients on native kernels, an image at a time. Average pooling is the depthwise layer whose
/// weights are all alike and have no gradient; weights and biases given for it are not looked at.
final class DepthwiseTraining: PreparedTraining {
    let packedByteCount, transposedByteCount: Int
    let workspaceBytes: PassBytes
    private let kernels: CKDepthwiseTraining
    private let forward, inputGradient: CKKernels
    /// The forward kernel is the gradients', too, and has none; nil where the layer has none either.
    private let clamp: ClosedRange<Float>?
    private let images: Int
    private let inputCount, outputCount: Int
    /// Those of average pooling; nil where the layer has its own.
    private let means: (weights: [Float], bias: [Float])?
    private let layer: UnsafeMutablePointer<CKLayer>

    init(_ shape: LayerShape, batch: Int, clamp: ClosedRange<Float>, _ kernels: CKDepthwiseTraining) {
        var layer = CKLayer(shape)
        (layer.low, layer.high) = (-.infinity, .infinity)
        self.clamp = clamp == -.infinity ... .infinity ? nil : clamp
        images = batch
        inputCount = shape.inputCount
        outputCount = shape.outputCount
        forward = kernels.forward.pointee
        inputGradient = kernels.inputGradient.pointee
        self.kernels = kernels
        let lowered = FloatLayer(shape: shape, weights: [], bias: []).lowered
        means = shape.isPooling ? (lowered.weights, lowered.bias) : nil
        packedByteCount = Int(forward.packedBytes(&layer))
        transposedByteCount = Int(inputGradient.packedBytes(&layer))
        workspaceBytes = PassBytes(
            forward: Int(forward.workspaceBytes(&layer)), inputGradient: Int(inputGradient.workspaceBytes(&layer)),
            weightGradient: Int(kernels.workspaceBytes(&layer)))
        self.layer = .allocate(capacity: 1)
        self.layer.initialize(to: layer)
    }

    deinit { layer.deallocate() }

    func pack(_ weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, into packed: UnsafeMutableRawPointer) {
        if let means {
            forward.pack(layer, means.weights, means.bias, nil, packed)
        } else {
            forward.pack(layer, weights, bias, nil, packed)
        }
    }

    func packTransposed(_ weights: UnsafePointer<Float>, into packed: UnsafeMutableRawPointer) {
        if let means {
            inputGradient.pack(layer, means.weights, nil, nil, packed)
        } else {
            inputGradient.pack(layer, weights, nil, nil, packed)
        }
    }

    func run(
        packed: UnsafeRawPointer, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer
    ) {
        for image in 0..<images {
            let to = output + image * outputCount
            forward.run(layer, packed, input + image * inputCount, to, workspace)
            // While it is still in the caches.
            if let clamp { ElementwiseKernels.fastest.clamp(to, to: clamp, output: to, count: outputCount) }
        }
    }

    func runInputGradient(
        transposed packed: UnsafeRawPointer, outputGradient: UnsafePointer<Float>,
        inputGradient to: UnsafeMutablePointer<Float>, workspace: UnsafeMutableRawPointer
    ) {
        for image in 0..<images {
            inputGradient.run(
                layer, packed, outputGradient + image * outputCount, to + image * inputCount, workspace)
        }
    }

    func runWeightGradient(
        input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer
    ) {
        guard means == nil else { return }
        for image in 0..<images {
            kernels.weights(
                layer, input + image * inputCount, outputGradient + image * outputCount, gradient,
                workspace, image == 0 ? 1 : 0)
        }
    }
}
