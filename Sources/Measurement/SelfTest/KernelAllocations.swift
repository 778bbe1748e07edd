import Kernels
import Statistics

/// What the allocator is asked for in windows around every kernel of this machine: by this project's own, nothing.
public struct KernelAllocations: Sendable {
    /// In the order of the registry, those that run here.
    public let backends: [Count]

    /// The calls of a backend on each kind of layer that it takes.
    public struct Count: Sendable {
        /// The backend's name.
        public let name: String
        /// The library of others that computes; nil for this project's own kernels.
        public let library: String?
        /// Kinds of layers that were called.
        public let kinds: Int
        /// Allocations in all windows together; nil where they are not counted.
        public let allocations: Int?
    }

    /// Calls in the window of each kind of layer.
    public static let calls = 10

    /// One layer of each kind that has a kernel of its own.
    static let shapes: [LayerShape] = [
        .gemm(GEMMShape(m: 13, n: 21, k: 35)), .gemm(GEMMShape(m: 1, n: 40, k: 64)),
        .convolution(image(channels: 5, to: 19, stride: 2, padding: .same)),
        .depthwise(image(channels: 21, to: 21, stride: 1, padding: .same)),
        .averagePool(image(channels: 16, to: 16, stride: 3, padding: .valid)),
    ]

    /// Whether this project's own kernels ask for nothing.
    public var passed: Bool { backends.allSatisfy { $0.library != nil || ($0.allocations ?? 0) == 0 } }

    /// Calls every kernel.
    /// - Throws: `KernelError`.
    public init() throws {
        backends = try Backends.all.filter { $0.unavailable == nil }.map { backend in
            let shapes = Self.shapes.filter { backend.unavailable(for: $0, activations: .s8) == nil }
            let counts = try shapes.map { try Self.count(backend, $0) }
            return Count(
                name: backend.name, library: backend.vendor?.name, kinds: shapes.count,
                allocations: counts.reduce(0) { sum, count in sum.flatMap { sum in count.map { sum + $0 } } })
        }
    }

    /// Counts what `call` asks for in a window.
    static func count(_ call: () -> Void) -> Int? {
        call()
        return Allocations.count { _ = window(iterations: calls, call) }
    }

    private static func count(_ backend: any Backend, _ shape: LayerShape) throws -> Int? {
        var generator = SeededGenerator(seed: 1, stream: "allocations of \(shape)")
        let float = FloatLayer.random(shape, using: &generator)
        let input = FloatLayer.randomInput(shape, using: &generator)
        let layer: Layer
        let bytes: [UInt8]
        if let format = backend.precision.format {
            (layer, bytes) = (.float(float.rounded(to: format)), format.encode(input.map(format.rounded)))
        } else {
            let quantised = QuantizedLayer(
                float, input: input, reference: FloatOracle(float, input: input), activations: .s8,
                precision: backend.precision, weightLimit: backend.weightLimit)
            (layer, bytes) = (.integer(quantised.layer), quantised.input)
        }
        let kernel = try backend.prepare(layer)
        let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: max(kernel.packedByteCount, 64), alignment: 64)
        let output = UnsafeMutableRawBufferPointer.allocate(
            byteCount: shape.outputCount * backend.precision.activationBytes, alignment: 64)
        let source = UnsafeMutableRawBufferPointer.allocate(
            byteCount: bytes.count + backend.inputSlack, alignment: 64)
        defer { for buffer in [packed, output, source] { buffer.deallocate() } }
        guard let weights = packed.baseAddress, let from = source.baseAddress, let to = output.baseAddress else {
            return nil
        }
        source.copyBytes(from: bytes)
        kernel.pack(into: weights)
        return count { kernel.run(packed: weights, input: from, output: to) }
    }

    private static func image(
        channels: Int, to outputs: Int, stride: Int, padding: ConvolutionShape.Padding
    ) -> ConvolutionShape {
        ConvolutionShape(
            inputHeight: 9, inputWidth: 9, inputChannels: channels, outputChannels: outputs, kernelHeight: 3,
            kernelWidth: 3, strideHeight: stride, strideWidth: stride, padding: padding)
    }
}
