import CKernels

/// A layer with its gradients on native kernels: an image at a time, a product all at once.
///
/// With stride 1 the gradient by the input is a convolution of the output's gradient. With others most of what such a
/// convolution read would be zeros between pixels: there, what each output pixel says of the inputs under its taps comes out
/// of one product and is then summed image by image.
final class NativeTraining: PreparedTraining {
    let packedByteCount, transposedByteCount: Int
    let workspaceBytes: PassBytes
    let keepsMemory: Bool
    private let kernels: NativeTrainingKernels
    private let images: Int
    private let inputCount, outputCount: Int
    /// The layer, and that of its gradient by the input.
    private let layer, transposed: UnsafeMutablePointer<CKLayer>
    /// Bytes at the beginning of the workspace for what each output pixel says of the inputs under its taps, where the
    /// gradient by the input goes by way of them; else 0.
    private let columnBytes: Int

    /// - Parameter isLibrary: whether the kernels call a library, which keeps memory of its own and knows products alone.
    init(
        _ shape: LayerShape, batch: Int, clamp: ClosedRange<Float>, _ kernels: NativeTrainingKernels,
        isLibrary: Bool = false
    ) {
        var layer = CKLayer(shape)
        (layer.low, layer.high) = (clamp.lowerBound, clamp.upperBound)
        let isStrided = layer.strideHeight > 1 || layer.strideWidth > 1
        let hasTaps = layer.kernelHeight > 1 || layer.kernelWidth > 1
        // The pixels of all examples are rows of one product.
        if !isStrided, !hasTaps {
            images = 1
            layer.inputWidth *= layer.inputHeight * Int64(batch)
            (layer.inputHeight, layer.outputHeight, layer.outputWidth) = (1, 1, layer.inputWidth)
        } else {
            images = batch
        }
        let needsColumns = isStrided || (isLibrary && hasTaps)
        var transposed = needsColumns ? layer.columnProduct : layer.inputGradient
        (transposed.low, transposed.high) = (-.infinity, .infinity)
        self.kernels = kernels
        keepsMemory = isLibrary
        inputCount = Int(layer.inputHeight * layer.inputWidth * layer.inputChannels)
        outputCount = Int(layer.outputHeight * layer.outputWidth * layer.outputChannels)
        packedByteCount = Int(kernels.product.packedBytes(&layer))
        transposedByteCount = Int(kernels.transposed.packedBytes(&transposed))
        let columns = needsColumns ? Int(transposed.outputWidth * transposed.outputChannels) : 0
        columnBytes = (columns * MemoryLayout<Float>.stride + 63) / 64 * 64
        workspaceBytes = PassBytes(
            forward: Int(kernels.product.workspaceBytes(&layer)),
            inputGradient: columnBytes + Int(kernels.transposed.workspaceBytes(&transposed)),
            weightGradient: Int(kernels.gradients.workspaceBytes(&layer)))
        self.layer = .allocate(capacity: 1)
        self.layer.initialize(to: layer)
        self.transposed = .allocate(capacity: 1)
        self.transposed.initialize(to: transposed)
    }

    deinit {
        layer.deallocate()
        transposed.deallocate()
    }

    func pack(_ weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, into packed: UnsafeMutableRawPointer) {
        kernels.product.pack(layer, weights, bias, nil, packed)
    }

    func packTransposed(_ weights: UnsafePointer<Float>, into packed: UnsafeMutableRawPointer) {
        kernels.transposed.pack(transposed, weights, nil, nil, packed)
    }

    func run(
        packed: UnsafeRawPointer, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer
    ) {
        for image in 0..<images {
            kernels.product.run(layer, packed, input + image * inputCount, output + image * outputCount, workspace)
        }
    }

    func runInputGradient(
        transposed packed: UnsafeRawPointer, outputGradient: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>, workspace: UnsafeMutableRawPointer
    ) {
        for image in 0..<images {
            let to = inputGradient + image * inputCount
            let from = outputGradient + image * outputCount
            guard columnBytes > 0 else {
                kernels.transposed.run(transposed, packed, from, to, workspace)
                continue
            }
            let columns = workspace.assumingMemoryBound(to: Float.self)
            kernels.transposed.run(transposed, packed, from, columns, workspace + columnBytes)
            to.update(repeating: 0, count: inputCount)
            kernels.gradients.columns(layer, columns, to)
        }
    }

    func runWeightGradient(
        input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
        workspace: UnsafeMutableRawPointer
    ) {
        for image in 0..<images {
            kernels.gradients.weights(
                layer, input + image * inputCount, outputGradient + image * outputCount, gradient,
                workspace, image == 0 ? 1 : 0)
        }
    }
}

extension CKLayer {
    /// From the output's gradient to the input's, where the stride is 1.
    fileprivate var inputGradient: CKLayer {
        var layer = self
        (layer.inputHeight, layer.outputHeight) = (outputHeight, inputHeight)
        (layer.inputWidth, layer.outputWidth) = (outputWidth, inputWidth)
        (layer.inputChannels, layer.outputChannels) = (outputChannels, inputChannels)
        layer.padTop = kernelHeight - 1 - padTop
        layer.padLeft = kernelWidth - 1 - padLeft
        return layer
    }

    /// From each pixel of the output's gradient to the K inputs that it depends on.
    fileprivate var columnProduct: CKLayer {
        var layer = self
        let pixels = outputHeight * outputWidth
        (layer.inputHeight, layer.outputHeight) = (1, 1)
        (layer.inputWidth, layer.outputWidth) = (pixels, pixels)
        (layer.inputChannels, layer.outputChannels) = (outputChannels, kernelHeight * kernelWidth * inputChannels)
        (layer.kernelHeight, layer.kernelWidth, layer.strideHeight, layer.strideWidth) = (1, 1, 1, 1)
        (layer.padTop, layer.padLeft) = (0, 0)
        return layer
    }
}
