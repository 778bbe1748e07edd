import EmulatedKernels
@testable import Kernels
import Statistics
import TestSupport
import Testing

@Suite("Sparse layers")
struct SparseLayerTests {
    /// All that this machine runs, and AVX-512's in vectors that the compiler splits.
    static let kernels =
        SparseKernels.all.filter { $0.unavailable == nil }
        + [SparseKernels(name: "avx512 (split)", features: [], ck_emulated_sparse_avx512)]

    @Test(
        "Random shapes and patterns: output and gradients equal the masked layer's in FP64 within the bound of their sums"
    )
    func equalsMaskedLayer() throws {
        var generator = SeededGenerator(for: "sparse layers")
        for _ in 0..<120 {
            let trial = try SparseTrial.random(using: &generator)
            for kernels in Self.kernels {
                let found = try trial.run(with: kernels)
                #expect(found == nil, "\(trial) on \(kernels.name): \(found ?? "")")
            }
        }
    }

    @Test("A pattern with one wrong index is caught")
    func wrongIndex() throws {
        var generator = SeededGenerator(for: "a wrong index")
        let shape = LayerShape.gemm(.init(m: 24, n: 32, k: 48))
        let pattern = try SparsityPattern(random: shape, form: .unstructured, sparsity: 0.8, using: &generator)
        var isKept = pattern.isKept
        let (dropped, taken) = (isKept.firstIndex(of: true) ?? 0, isKept.firstIndex(of: false) ?? 0)
        isKept.swapAt(dropped, taken)
        var trial = SparseTrial(shape: shape, batch: 1, pattern: pattern, seed: generator.next())
        trial.expected = try SparsityPattern(shape, form: .unstructured, isKept: isKept)
        #expect(try trial.run(with: .fastest) != nil)
    }
}

/// A layer with a pattern and random tensors, held against the reference.
struct SparseTrial: CustomStringConvertible {
    var shape: LayerShape
    var batch: Int
    var pattern: SparsityPattern
    var seed: UInt64
    /// Layouts of input and output, if not those that the layer wants.
    var layouts: (input: RunLayout, output: RunLayout)?
    /// What the reference keeps, if not the same.
    var expected: SparsityPattern?

    var description: String { "\(shape), batch \(batch), \(pattern.form.rawValue) \(pattern.sparsity)" }

    init(shape: LayerShape, batch: Int, pattern: SparsityPattern, seed: UInt64) {
        (self.shape, self.batch, self.pattern, self.seed) = (shape, batch, pattern, seed)
    }

    static func random(using generator: inout SeededGenerator) throws -> SparseTrial {
        func size(_ bound: Int) -> Int { 1 + generator.integer(below: bound) }
        let form = SparsityForm.allCases[generator.integer(below: SparsityForm.allCases.count)]
        let inputs = form.unit.inputs * size(20), outputs = form.unit.outputs * size(form.unit.outputs == 16 ? 4 : 20)
        let isProduct = generator.integer(below: 3) == 0
        let batch = [1, 2, 3, 8, 16, 33][generator.integer(below: 6)]
        let shape: LayerShape
        if isProduct {
            shape = .gemm(.init(m: [1, 7, 64, 130][generator.integer(below: 4)], n: outputs, k: inputs))
        } else {
            let (height, width) = (size(4), size(3))
            shape = .convolution(
                .init(
                    inputHeight: height + size(7), inputWidth: width + size(7), inputChannels: inputs,
                    outputChannels: outputs, kernelHeight: height, kernelWidth: width, strideHeight: size(3),
                    strideWidth: size(3), padding: generator.integer(below: 2) == 0 ? .same : .valid))
        }
        let sparsity = form.sparsity ?? [0, 0.3, 0.8, 0.9][generator.integer(below: 4)]
        // Of a few units, none may be left.
        let pattern =
            try (try? SparsityPattern(random: shape, form: form, sparsity: sparsity, using: &generator))
            ?? SparsityPattern(random: shape, form: form, sparsity: form.sparsity ?? 0, using: &generator)
        return SparseTrial(shape: shape, batch: isProduct ? 1 : batch, pattern: pattern, seed: generator.next())
    }

    /// What is wrong; nil where nothing is.
    func run(with kernels: SparseKernels) throws -> String? {
        var generator = SeededGenerator(seed: seed)
        func random(_ count: Int) -> [Float] { (0..<count).map { _ in Float(2 * generator.uniform() - 1) } }
        let weights = random(shape.weightCount), bias = random(shape.gemm.n)
        let reference = SparseReference(
            shape: shape, batch: batch,
            weights: zip(weights, (expected ?? pattern).isKept).map { $1 ? Double($0) : 0 })
        let input = random(reference.inputCount), gradient = random(reference.outputCount)

        let layer = try SparseLayer(
            pattern, batch: batch, input: layouts?.input, output: layouts?.output, with: kernels)
        guard layer.weightCount == pattern.keptCount else { return "\(layer.weightCount) weights are stored" }
        var stored = [Float](repeating: 0, count: layer.weightCount), turned = stored, sampled = stored
        layer.arrange(weights, into: &stored)
        layer.arrangeTransposed(stored, into: &turned)
        let x = Runs(layer.input, input, kernels), dy = Runs(layer.output, gradient, kernels)
        let y = Runs(layer.output, nil, kernels), dx = Runs(layer.input, nil, kernels)
        layer.run(stored: stored, bias: bias, input: x.floats, output: y.floats)
        layer.runInputGradient(transposed: turned, outputGradient: dy.floats, inputGradient: dx.floats)
        layer.runWeightGradient(input: x.floats, outputGradient: dy.floats, gradient: &sampled)
        var weightGradient = [Float](repeating: 0, count: weights.count)
        layer.scatter(sampled, into: &weightGradient)

        let c = reference.convolution
        let pixels = reference.examples * c.outputHeight * c.outputWidth
        if let wrong = reference.output(input, bias: bias).firstWrong(y.images, terms: shape.gemm.k + 1) {
            return "output \(wrong)"
        }
        if let wrong = reference.inputGradient(gradient).firstWrong(
            dx.images, terms: c.kernelHeight * c.kernelWidth * shape.gemm.n)
        {
            return "gradient by input \(wrong)"
        }
        var expected = reference.weightGradient(input, gradient)
        for index in weights.indices where reference.weights[index] == 0 {
            (expected.values[index], expected.sizes[index]) = (0, 0)
        }
        if let wrong = expected.firstWrong(weightGradient, terms: pixels) { return "gradient by weight \(wrong)" }
        for (name, runs) in [("output", y), ("gradient by the input", dx)] where !runs.isIntact {
            return "the \(name) has something in its border or beyond its end"
        }
        return nil
    }
}

/// A tensor in runs, with guards behind its end.
final class Runs {
    let layout: RunLayout
    let kernels: SparseKernels
    let floats: UnsafeMutablePointer<Float>
    private static let guards = 64
    private static let mark: Float = 12345

    init(_ layout: RunLayout, _ images: [Float]?, _ kernels: SparseKernels) {
        self.layout = layout
        self.kernels = kernels
        floats = .allocate(capacity: layout.count + Self.guards)
        floats.initialize(repeating: 0, count: layout.count)
        (floats + layout.count).initialize(repeating: Self.mark, count: Self.guards)
        if let images { layout.fill(floats, from: images, with: kernels) }
    }

    deinit { floats.deallocate() }

    /// In the usual layout.
    var images: [Float] {
        var images = [Float](repeating: .nan, count: layout.batch * layout.channels * layout.height * layout.width)
        layout.read(floats, into: &images, with: kernels)
        return images
    }

    /// Zeros wherever no element is, and untouched guards.
    var isIntact: Bool {
        var isElement = [Bool](repeating: false, count: layout.count)
        for channel in 0..<layout.channels {
            for row in 0..<layout.height {
                for column in 0..<layout.width {
                    for example in 0..<layout.batch {
                        isElement[layout.offset(channel: channel, row: row, column: column, example: example)] = true
                    }
                }
            }
        }
        return (0..<layout.count).allSatisfy { isElement[$0] || floats[$0] == 0 }
            && (0..<Self.guards).allSatisfy { floats[layout.count + $0] == Self.mark }
    }
}
