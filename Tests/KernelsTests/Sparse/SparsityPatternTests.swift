import Kernels
import Statistics
import TestSupport
import Testing

@Suite("Sparsity patterns")
struct SparsityPatternTests {
    private let product = LayerShape.gemm(.init(m: 1, n: 32, k: 8))

    @Test("Single weights: the largest are kept, whatever their sign, ties by their order")
    func unstructured() throws {
        let shape = LayerShape.gemm(.init(m: 1, n: 2, k: 3))
        let pattern = try SparsityPattern(
            magnitudes: [0.1, -0.9, 0.5, 0.5, -0.2, 0.5], of: shape, form: .unstructured, sparsity: 0.5)
        #expect(pattern.isKept == [false, true, true, true, false, false])
        #expect(pattern.keptCount == 3 && pattern.sparsity == 0.5)
    }

    @Test("Blocks: the ones with the largest sum of squares are kept as a whole")
    func blocks() throws {
        var generator = SeededGenerator(for: "blocks by magnitude")
        for form in [SparsityForm.block1x16, .block4x4] {
            let weights = (0..<product.weightCount).map { _ in Float(generator.gaussian()) }
            let pattern = try SparsityPattern(magnitudes: weights, of: product, form: form, sparsity: 0.75)
            #expect(pattern.keptCount == product.weightCount / 4)
            var sums: [Int: Double] = [:], kept: [Int: Set<Bool>] = [:]
            for (index, weight) in weights.enumerated() {
                let block = index / 32 / form.unit.inputs * 100 + index % 32 / form.unit.outputs
                sums[block, default: 0] += Double(weight) * Double(weight)
                kept[block, default: []].insert(pattern.isKept[index])
            }
            #expect(kept.values.allSatisfy { $0.count == 1 }, "blocks are whole")
            let least = kept.filter { $0.value == [true] }.compactMap { sums[$0.key] }.min() ?? 0
            let most = kept.filter { $0.value == [false] }.compactMap { sums[$0.key] }.max() ?? .infinity
            #expect(least > most)
        }
    }

    @Test("Groups: of four successive inputs the largest one or two, for each output")
    func groups() throws {
        var generator = SeededGenerator(for: "groups by magnitude")
        let weights = (0..<product.weightCount).map { _ in Float(generator.gaussian()) }
        for (form, count) in [(SparsityForm.oneOfFour, 1), (.twoOfFour, 2)] {
            let pattern = try SparsityPattern(
                magnitudes: weights, of: product, form: form, sparsity: 1 - Double(count) / 4)
            for group in 0..<2 {
                for column in 0..<32 {
                    let indices = (0..<4).map { (group * 4 + $0) * 32 + column }
                    let largest = indices.sorted { weights[$0].magnitude > weights[$1].magnitude }.prefix(count)
                    #expect(Set(indices.filter { pattern.isKept[$0] }) == Set(largest))
                }
            }
        }
    }

    @Test("Whole units are kept, and the count is known before")
    func counts() throws {
        let shape = LayerShape.convolution(
            .init(
                inputHeight: 4, inputWidth: 4, inputChannels: 16, outputChannels: 16, kernelHeight: 3, kernelWidth: 3,
                padding: .same))
        var generator = SeededGenerator(seed: 1)
        for form in SparsityForm.allCases {
            for sparsity in form.sparsity.map({ [$0] }) ?? [0, 0.33, 0.9, 0.99] {
                let pattern = try SparsityPattern(random: shape, form: form, sparsity: sparsity, using: &generator)
                #expect(pattern.keptCount == form.keptCount(of: shape, sparsity: sparsity), "\(form) \(sparsity)")
            }
        }
        #expect(SparsityForm.block1x16.keptCount(of: shape, sparsity: 0.99) == 16, "one block, not 23 weights")
    }

    @Test("What cannot be is refused with its reason")
    func refused() throws {
        let odd = LayerShape.gemm(.init(m: 1, n: 30, k: 6))
        func error(_ shape: LayerShape, _ form: SparsityForm, _ sparsity: Double, weights: [Float]? = nil) throws
            -> String
        {
            let weights = weights ?? .init(repeating: 1, count: shape.weightCount)
            return try #require(throws: SparsityError.self) {
                try SparsityPattern(magnitudes: weights, of: shape, form: form, sparsity: sparsity)
            }.description
        }
        #expect(
            try error(odd, .block1x16, 0.5).hasSuffix(
                "block-1x16 needs output channels in multiples of 16; there are 30; choose another form"))
        #expect(try error(odd, .twoOfFour, 0.5).contains("2-of-4 needs input channels in multiples of 4; there are 6"))
        #expect(
            try error(product, .unstructured, 1)
                == "a sparsity of 1.0 is none; give a share from 0 up to, not including, 1")
        #expect(try error(product, .unstructured, .nan).hasPrefix("a sparsity of nan is none"))
        #expect(
            try error(product, .oneOfFour, 0.5)
                == "1-of-4 has a sparsity of 0.75, not 0.5; ask for 0.75 or for another form")
        #expect(try error(product, .unstructured, 0.5, weights: [1]) == "1 elements for 256 weights; give one for each")
        var weights = [Float](repeating: 1, count: 256)
        weights[7] = .nan
        #expect(try error(product, .unstructured, 0.5, weights: weights).hasPrefix("weight 7 is no finite number"))
        #expect(
            try error(.gemm(.init(m: 1, n: 4, k: 4)), .block4x4, 0.9)
                == "the pattern keeps no weight; choose a lower sparsity")
        #expect(try error(.gemm(.init(m: 1, n: 0, k: 4)), .unstructured, 0.9, weights: []).contains("n is 0"))
        let part = try #require(throws: SparsityError.self) {
            try SparsityPattern(product, form: .block1x16, isKept: (0..<256).map { $0 == 5 })
        }
        #expect(part == .notOfForm(.block1x16, input: 0, output: 0, kept: 1))
    }

    @Test("A layer takes layouts with wider borders, and no others")
    func layouts() throws {
        let shape = LayerShape.convolution(
            .init(
                inputHeight: 5, inputWidth: 4, inputChannels: 4, outputChannels: 4, kernelHeight: 3, kernelWidth: 3,
                padding: .same))
        var generator = SeededGenerator(seed: 2)
        let pattern = try SparsityPattern(random: shape, form: .unstructured, sparsity: 0.5, using: &generator)
        let wide = RunLayout(
            batch: 2, channels: 4, height: 5, width: 4, border: .init(top: 3, bottom: 2, left: 2, right: 4))
        var trial = SparseTrial(shape: shape, batch: 2, pattern: pattern, seed: 3)
        trial.layouts = (wide, wide)
        #expect(try trial.run(with: .fastest) == nil)
        let narrow = RunLayout(batch: 2, channels: 4, height: 5, width: 4)
        let error = try #require(throws: SparsityError.self) { try SparseLayer(pattern, batch: 2, input: narrow) }
        #expect(
            error.description.contains("the input is laid out as 2×4×5×4, border 0 0 0 0; take 2×4×5×4, border 1 1 1 1")
        )
        #expect(throws: SparsityError.batchNotPositive(0)) { try SparseLayer(pattern, batch: 0) }
    }
}
