import EmulatedKernels
@testable import Kernels
import Statistics
import TestSupport
import Testing

@Suite("Dense layers with their gradients")
struct TrainingBackendTests {
    /// All that this machine runs, and AVX-512's emulated where it can be.
    static let backends: [any TrainingBackend] =
        TrainingBackends.all.filter { $0.unavailable == nil }
        + [
            NativeTrainingBackend(
                name: "fp32/avx512 (emulated)", features: [], product: ck_emulated_product_fp32_avx512,
                transposed: ck_emulated_transposed_fp32_avx512, gradients: ck_emulated_gradients_avx512)
        ].filter { $0.unavailable == nil }

    @Test("Random shapes: output and gradients equal those in FP64 within the bound of their sums")
    func equalsReference() throws {
        var generator = SeededGenerator(for: "dense gradients")
        for _ in 0..<150 {
            let trial = DenseTrial.random(using: &generator)
            for backend in Self.backends {
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
            layer.run(packed: packed.start, input: [Float.nan] + [Float](repeating: 1, count: 14), output: y.floats)
            #expect(y.values.prefix(20).allSatisfy(\.isNaN) && y.values.dropFirst(20).allSatisfy { $0 == 5 })
            #expect(throws: KernelError.self) { try backend.prepare(shape, batch: 0) }
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

/// A dense layer with random tensors, held against the reference.
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
        let weights = random(shape.weightCount), bias = random(shape.gemm.n)
        let tap = weights.count / (shape.asConvolution.kernelHeight * shape.asConvolution.kernelWidth)
        let taps = stride(from: 0, to: weights.count, by: tap).map { Array(weights[$0..<$0 + tap]) }
        let reference = SparseReference(
            shape: shape, batch: batch, weights: (reversesTaps ? taps.reversed() : taps).flatMap { $0.map(Double.init) }
        )
        let input = random(reference.inputCount), gradient = random(reference.outputCount)

        let layer = try backend.prepare(shape, batch: batch)
        let packed = Guarded(layer.packedByteCount), transposed = Guarded(layer.transposedByteCount)
        let y = Guarded(reference.outputCount * 4), dx = Guarded(reference.inputCount * 4),
            dw = Guarded(weights.count * 4)
        layer.pack(weights, bias: bias, into: packed.start)
        layer.packTransposed(weights, into: transposed.start)
        layer.run(packed: packed.start, input: input, output: y.floats)
        layer.runInputGradient(transposed: transposed.start, outputGradient: gradient, inputGradient: dx.floats)
        layer.runWeightGradient(input: input, outputGradient: gradient, gradient: dw.floats)

        let c = reference.convolution
        let pixels = reference.examples * c.outputHeight * c.outputWidth
        let sums = [
            ("output", reference.output(input, bias: bias), y, shape.gemm.k + 1),
            ("gradient by input", reference.inputGradient(gradient), dx, taps.count * shape.gemm.n),
            ("gradient by weight", reference.weightGradient(input, gradient), dw, pixels),
        ]
        for (name, expected, actual, terms) in sums {
            let values = actual.values
            if let wrong = expected.firstWrong(values, terms: terms) { return "\(name) \(wrong)" }
            guard actual.isIntact else { return "\(name) is written beyond its end" }
        }
        return packed.isIntact && transposed.isIntact ? nil : "packed weights are written beyond their end"
    }
}

/// Memory with guards behind its end.
final class Guarded {
    let start: UnsafeMutableRawPointer
    private let count: Int
    private static let guards = 256
    private static let mark: UInt8 = 0xA5

    init(_ count: Int) {
        self.count = count
        start = .allocate(byteCount: count + Self.guards, alignment: 64)
        start.initializeMemory(as: UInt8.self, repeating: 0xFF, count: count)
        (start + count).initializeMemory(as: UInt8.self, repeating: Self.mark, count: Self.guards)
    }

    deinit { start.deallocate() }

    var floats: UnsafeMutablePointer<Float> { start.assumingMemoryBound(to: Float.self) }
    var values: [Float] { Array(UnsafeBufferPointer(start: floats, count: count / 4)) }
    var isIntact: Bool {
        (0..<Self.guards).allSatisfy { start.load(fromByteOffset: count + $0, as: UInt8.self) == Self.mark }
    }
}
