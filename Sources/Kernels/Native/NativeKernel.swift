import CKernels

/// A layer bound to a native kernel, with the workspace of its calls.
final class NativeKernel: PreparedKernel {
    let layer: Layer
    let packedByteCount: Int
    private let kernels: CKKernels
    private let parameters: UnsafeMutablePointer<CKLayer>
    private let workspace: UnsafeMutableRawPointer

    init(_ original: Layer, _ kernels: CKKernels) {
        layer = original.lowered
        self.kernels = kernels
        parameters = .allocate(capacity: 1)
        parameters.initialize(to: CKLayer(layer))
        packedByteCount = Int(kernels.packedBytes(parameters))
        workspace = .allocate(byteCount: max(64, Int(kernels.workspaceBytes(parameters))), alignment: 64)
    }

    deinit {
        workspace.deallocate()
        parameters.deallocate()
    }

    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
        switch layer {
        case .float(let layer): kernels.pack(parameters, weights, layer.bias, nil, destination)
        case .integer(let layer): kernels.pack(parameters, weights, layer.bias, layer.multipliers, destination)
        }
    }

    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        kernels.run(parameters, packed, input, output, workspace)
    }
}

extension CKLayer {
    init(_ layer: Layer) {
        let c = layer.shape.asConvolution
        self.init()
        inputHeight = Int64(c.inputHeight)
        inputWidth = Int64(c.inputWidth)
        inputChannels = Int64(c.inputChannels)
        outputHeight = Int64(c.outputHeight)
        outputWidth = Int64(c.outputWidth)
        outputChannels = Int64(c.outputChannels)
        kernelHeight = Int64(c.kernelHeight)
        kernelWidth = Int64(c.kernelWidth)
        strideHeight = Int64(c.strideHeight)
        strideWidth = Int64(c.strideWidth)
        padTop = Int64(c.paddingTop)
        padLeft = Int64(c.paddingLeft)
        switch layer {
        case .float(let layer):
            low = layer.clamp.lowerBound
            high = layer.clamp.upperBound
        case .integer(let layer):
            low = Float(layer.clamp.lowerBound - layer.outputZeroPoint)
            high = Float(layer.clamp.upperBound - layer.outputZeroPoint)
            inputZeroPoint = layer.inputZeroPoint
            outputZeroPoint = layer.outputZeroPoint
            signedActivations = layer.activations == .s8 ? 1 : 0
        }
    }
}
