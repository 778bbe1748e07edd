import Basics
import CKernels

/// A layer bound to a native kernel, with the workspaces of its calls.
final class NativeKernel: RepackingKernel {
    let layer: Layer
    let packedByteCount: Int
    let workspaceByteCount: Int?
    private let kernels: CKKernels
    private let parameters: UnsafeMutablePointer<CKLayer>
    private let team: Team
    private let call: UnsafeMutablePointer<NativeCall>

    /// - Parameters:
    ///   - team: whose first thread will call; by default the calling thread alone.
    ///   - parts: the lowered layer cut for its threads; empty for the whole.
    ///   - isLibrary: whether the kernels call a library, which keeps memory of its own.
    init(
        _ original: Layer, _ kernels: CKKernels, _ team: Team = .single, parts: [CKLayer.Part] = [],
        isLibrary: Bool = false
    ) {
        layer = original.lowered
        self.kernels = kernels
        parameters = .allocate(capacity: 1)
        parameters.initialize(to: CKLayer(layer))
        packedByteCount = Int(kernels.packedBytes(parameters))
        let isDivided = parts.count > 1
        self.team = isDivided ? team : .single
        call = .allocate(capacity: 1)
        call.initialize(to: NativeCall(kernels, isDivided ? parts : [.init(whole: parameters.pointee)]))
        workspaceByteCount = isLibrary ? nil : call.pointee.workspaceByteCount
    }

    deinit {
        call.pointee.deallocate()
        call.deallocate()
        parameters.deallocate()
    }

    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
        switch layer {
        case .float(let layer): kernels.pack(parameters, weights, layer.bias, nil, destination)
        case .integer(let layer): kernels.pack(parameters, weights, layer.bias, layer.multipliers, destination)
        }
    }

    func pack(
        _ weights: UnsafePointer<Int8>, bias: UnsafePointer<Int32>, multipliers: UnsafePointer<Float>,
        into destination: UnsafeMutableRawPointer
    ) {
        kernels.pack(parameters, weights, bias, multipliers, destination)
    }

    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        call.pointee.packed = packed
        call.pointee.input = input
        call.pointee.output = output
        team.run({ $0?.assumingMemoryBound(to: NativeCall.self).pointee.compute(Int($1)) }, call)
    }
}

/// What the threads of a call have in common, and what each of them computes.
private struct NativeCall {
    var packed, input: UnsafeRawPointer?
    var output: UnsafeMutableRawPointer?
    private let run:
        @convention(c) (
            UnsafePointer<CKLayer>?, UnsafeRawPointer?, UnsafeRawPointer?, UnsafeMutableRawPointer?,
            UnsafeMutableRawPointer?
        ) -> Void
    private let shares: UnsafeMutableBufferPointer<Share>

    /// Of all threads together.
    var workspaceByteCount: Int { shares.reduce(0) { $0 + $1.workspace.count } }

    private struct Share {
        var part: CKLayer.Part
        var workspace: UnsafeMutableRawBufferPointer
    }

    init(_ kernels: CKKernels, _ parts: [CKLayer.Part]) {
        run = kernels.run
        shares = .allocate(capacity: parts.count)
        _ = shares.initialize(
            from: parts.map { part in
                var layer = part.layer
                let bytes = max(64, Int(kernels.workspaceBytes(&layer)))
                return Share(part: part, workspace: .allocate(byteCount: bytes, alignment: AlignedMemory.alignment))
            })
    }

    func deallocate() {
        for share in shares { share.workspace.deallocate() }
        shares.deallocate()
    }

    /// Computes a thread's share; a thread without one has nothing to do.
    @inline(__always)
    func compute(_ thread: Int) {
        guard thread < shares.count, let input, let output else { return }
        let part = shares[thread].part
        run(
            &shares[thread].part.layer, packed, input + part.inputOffset, output + part.outputOffset,
            shares[thread].workspace.baseAddress)
    }
}

extension CKLayer {
    /// The shape alone.
    init(_ shape: LayerShape) {
        let c = shape.asConvolution
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
    }

    init(_ layer: Layer) {
        self.init(layer.shape)
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
