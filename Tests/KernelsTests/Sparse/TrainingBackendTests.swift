import EmulatedKernels
@testable import Kernels
import Statistics
import TestSupport
import Testing

@Suite("Layers with their gradients")
struct TrainingBackendTests {
    /// All that this machine runs, and AVX-512's emulated where it can be.
    static let backends: [any TrainingBackend] =
        TrainingBackends.all.filter { $0.unavailable == nil }
        + [
            NativeTrainingBackend(
                name: "fp32/avx512 (emulated)", features: [], product: ck_emulated_product_fp32_avx512,
                transposed: ck_emulated_transposed_fp32_avx512, gradients: ck_emulated_gradients_avx512,
                depthwise: ck_emulated_depthwise_training_avx512)
        ].filter { $0.unavailable == nil }

    /// Another backend for each pass, begun with the slowest.
    private struct Mixed: TrainingBackend {
        let name = "mixed"
        let unavailable: String? = nil
        var slack: Int { TrainingBackends.slack }

        func unavailable(for shape: LayerShape) -> String? { nil }

        func prepare(
            _ shape: LayerShape, batch: Int, clamp: ClosedRange<Float>
        ) throws(KernelError) -> any PreparedTraining {
            let able = TrainingBackends.all.filter { $0.unavailable == nil && $0.unavailable(for: shape) == nil }
            var layers: [any PreparedTraining] = []
            for pass in 0..<3 { layers.append(try able[pass % able.count].prepare(shape, batch: batch, clamp: clamp)) }
            return TrainingBackends.mixed(forward: layers[0], inputGradient: layers[1], weightGradient: layers[2])
        }
    }

    @Test("Random shapes: output and gradients equal those in FP64 within the bound of their sums")
    func equalsReference() throws {
        var generator = SeededGenerator(for: "dense gradients")
        for _ in 0..<150 {
            let trial = DenseTrial.random(using: &generator)
            for backend in Self.backends + [Mixed()] where backend.unavailable(for: trial.shape) == nil {
                let found = try trial.run(on: backend)
                #expect(found == nil, "\(trial) on \(backend.name): \(found ?? "")")
            }
        }
    }

    @Test("What is no number stays none, and a batch without examples is refused")
    func noNumbers() throws {
        let shape = LayerShape.gemm(.init(m: 3, n: 20, k: 5))
        for backend in Self.backends {
            let layer = try backend.prepare(shape, batch: 1)
            let packed = Guarded(layer.packedByteCount), y = Guarded(shape.outputCount * 4)
            layer.pack(
                [Float](repeating: 1, count: 100), bias: [Float](repeating: 0, count: 20), into: packed.start)
            let workspace = Guarded(layer.workspaceBytes.largest)
            layer.run(
                packed: packed.start, input: [Float.nan] + [Float](repeating: 1, count: 14), output: y.floats,
                workspace: workspace.start)
            #expect(y.values.prefix(20).allSatisfy(\.isNaN) && y.values.dropFirst(20).allSatisfy { $0 == 5 })
            #expect(throws: KernelError.self) { try backend.prepare(shape, batch: 0) }
        }
    }

    @Test("The gradient by the weights works in no more than its pixels take", arguments: [1, 3, 127, 128, 300])
    func workspaceOfFewPixels(_ pixels: Int) throws {
        let shape = LayerShape.gemm(.init(m: pixels, n: 37, k: 150))
        let x = [Float](repeating: 1, count: shape.inputCount), dy = [Float](repeating: 1, count: shape.outputCount)
        for backend in Self.backends where backend.vendor == nil {
            let layer = try backend.prepare(shape, batch: 1)
            let workspace = Guarded(layer.workspaceBytes.weightGradient), dw = Guarded(shape.weightCount * 4)
            // A vector has 16 elements and a tile 8 rows at most.
            #expect(layer.workspaceBytes.weightGradient <= 4 * min(pixels, 128) * (37 + 15 + 8), "\(backend.name)")
            layer.runWeightGradient(input: x, outputGradient: dy, gradient: dw.floats, workspace: workspace.start)
            #expect(workspace.isIntact && dw.values.allSatisfy { $0 == Float(pixels) }, "\(backend.name)")
        }
    }

    @Test("Taps in the wrong order are caught")
    func reversedTaps() throws {
        let shape = ConvolutionShape(
            inputHeight: 7, inputWidth: 7, inputChannels: 3, outputChannels: 5, kernelHeight: 3, kernelWidth: 3,
            padding: .same)
        var trial = DenseTrial(shape: .convolution(shape), batch: 2, seed: 1)
        #expect(try trial.run(on: NativeTrainingBackend.portable) == nil)
        trial.reversesTaps = true
        #expect(try trial.run(on: NativeTrainingBackend.portable) != nil)
    }
}

/// A layer with all its weights and random tensors, held against the reference.
struct DenseTrial: CustomStringConvertible {
    var shape: LayerShape
    var batch: Int
    var seed: UInt64
    /// Whether the reference takes the taps from the last to the first.
    var reversesTaps = false

    var description: String { "\(shape), batch \(batch)" }

    init(shape: LayerShape, batch: Int, seed: UInt64) {
        (self.shape, self.batch, self.seed) = (shape, batch, seed)
    }

    static func random(using generator: inout SeededGenerator) -> DenseTrial {
        func size(_ bound: Int) -> Int { 1 + generator.integer(below: bound) }
        if generator.integer(below: 3) == 0 {
            return DenseTrial(
                shape: .gemm(.init(m: size(200), n: size(70), k: size(90))), batch: 1, seed: generator.next())
        }
        let (height, width) = (size(4), size(4))
        let shape = LayerShape.convolution(
            .init(
                inputHeight: height + size(10), inputWidth: width + size(10), inputChannels: size(30),
                outputChannels: size(50), kernelHeight: height, kernelWidth: width, strideHeight: size(3),
                strideWidth: size(3), padding: generator.integer(below: 2) == 0 ? .same : .valid))
        return DenseTrial(shape: shape, batch: size(3), seed: generator.next())
    }

    /// What is wrong; nil where nothing is.
    func run(on backend: any TrainingBackend) throws -> String? {
        var generator = SeededGenerator(seed: seed)
        func random(_ count: Int) -> [Float] { (0..<count).map { _ in Float(2 * generator.uniform() - 1) } }
        // What is given for the weights of pooling must not matter.
        let given = random(shape.gemm.k * shape.gemm.n), bias = random(shape.gemm.n)
        let lowered = FloatLayer(shape: shape, weights: given, bias: bias).lowered
        let weights = lowered.weights
        let tap = weights.count / (shape.asConvolution.kernelHeight * shape.asConvolution.kernelWidth)
        let taps = stride(from: 0, to: weights.count, by: tap).map { Array(weights[$0..<$0 + tap]) }
        let reference = SparseReference(
            shape: shape, batch: batch, weights: (reversesTaps ? taps.reversed() : taps).flatMap { $0.map(Double.init) }
        )
        let input = random(reference.inputCount), gradient = random(reference.outputCount)
        // Neither is read beyond its end, or no further than the backend says.
        let slack = [Float](repeating: .nan, count: backend.slack / 4)
        let x = try GuardedBuffer(input + slack), dy = try GuardedBuffer(gradient + slack)

        let clamp: ClosedRange<Float> =
            generator.integer(below: 2) == 0 ? -0.5...Float.infinity : -.infinity ... .infinity
        let layer = try backend.prepare(shape, batch: batch, clamp: clamp)
        let packed = Guarded(layer.packedByteCount), transposed = Guarded(layer.transposedByteCount)
        let y = Guarded(reference.outputCount * 4), dx = Guarded(reference.inputCount * 4),
            dw = Guarded(shape.weightCount * 4)
        let w = given + slack
        let workspace = Guarded(layer.workspaceBytes.largest)
        layer.pack(w, bias: bias, into: packed.start)
        layer.packTransposed(w, into: transposed.start)
        layer.run(packed: packed.start, input: x.floats, output: y.floats, workspace: workspace.start)
        layer.runInputGradient(
            transposed: transposed.start, outputGradient: dy.floats, inputGradient: dx.floats,
            workspace: workspace.start)
        layer.runWeightGradient(
            input: x.floats, outputGradient: dy.floats, gradient: dw.floats, workspace: workspace.start)

        if let failure = layer.failure { return failure }
        let c = reference.convolution
        let pixels = reference.examples * c.outputHeight * c.outputWidth
        let sums = [
            ("output", reference.output(input, bias: lowered.bias).clamped(to: clamp), y, shape.gemm.k + 1),
            ("gradient by input", reference.inputGradient(gradient), dx, taps.count * shape.gemm.n),
            ("gradient by weight", reference.weightGradient(input, gradient), dw, pixels),
        ].prefix(shape.isPooling ? 2 : 3)
        for (name, expected, actual, terms) in sums {
            let values = actual.values
            if let wrong = expected.firstWrong(values, terms: terms) { return "\(name) \(wrong)" }
            guard actual.isIntact else { return "\(name) is written beyond its ends" }
        }
        guard dw.isIntact else { return "a gradient is written where there are no weights" }
        return [packed, transposed, workspace].allSatisfy(\.isIntact)
            ? nil : "packed weights or workspace are written beyond their ends"
    }
}

/// Memory with guards before and behind it.
final class Guarded {
    let start: UnsafeMutableRawPointer
    private let count: Int
    private static let guards = 256
    private static let mark: UInt8 = 0xA5

    init(_ count: Int) {
        self.count = count
        start = .allocate(byteCount: Self.guards + count + Self.guards, alignment: 64) + Self.guards
        (start - Self.guards).initializeMemory(as: UInt8.self, repeating: Self.mark, count: 2 * Self.guards + count)
        start.initializeMemory(as: UInt8.self, repeating: 0xFF, count: count)
    }

    deinit { (start - Self.guards).deallocate() }

    var floats: UnsafeMutablePointer<Float> { start.assumingMemoryBound(to: Float.self) }
    var values: [Float] { Array(UnsafeBufferPointer(start: floats, count: count / 4)) }
    var isIntact: Bool {
        let places = Array(-Self.guards..<0) + Array(count..<count + Self.guards)
        return places.allSatisfy { (start + $0).load(as: UInt8.self) == Self.mark }
    }
}

extension GuardedBuffer {
    /// Its elements.
    fileprivate var floats: UnsafePointer<Float> { UnsafePointer(start.assumingMemoryBound(to: Float.self)) }
}
