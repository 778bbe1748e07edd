import Kernels
import Statistics
import TestSupport
import Testing

@testable import Learning

@Suite struct SparsityAllotmentTests {
    private func product(_ k: Int, _ n: Int) -> LayerShape { .gemm(.init(m: 1, n: n, k: k)) }

    /// By hand: 300→100 and 100→10 have raw densities 400/30000 and 110/1000.
    @Test func smallLayersKeepMore() {
        let shapes = [product(300, 100), product(100, 10)]
        let sparsities = SparsityAllotment.erk.sparsities(of: shapes, sparsity: 0.95)
        // 1550 weights are kept; in proportion 400 to 110 these are 1215.7 and 334.3.
        #expect(abs(sparsities[0] - (1 - 1215.686 / 30000)) < 1e-6)
        #expect(abs(sparsities[1] - (1 - 334.314 / 1000)) < 1e-6)
        #expect(SparsityAllotment.uniform.sparsities(of: shapes, sparsity: 0.95) == [0.95, 0.95])
    }

    /// At 80 %, the small layer would keep more than it has: 6200·110/510 of 1000.
    @Test func whatExceedsALayerGoesToTheOthers() {
        let shapes = [product(300, 100), product(100, 10)]
        let sparsities = SparsityAllotment.erk.sparsities(of: shapes, sparsity: 0.8)
        #expect(sparsities[1] == 0 && abs(sparsities[0] - (1 - 5200.0 / 30000)) < 1e-12)
    }

    @Test(arguments: SparsityAllotment.allCases)
    func allKeepWhatIsAskedFor(_ allotment: SparsityAllotment) {
        var generator = SeededGenerator(for: "allotment \(allotment)")
        for _ in 0..<200 {
            let sizes = (0...3).map { _ in 1 + generator.integer(below: 300) }
            let shapes = zip(sizes, sizes.dropFirst()).map { product($0, $1) }
            let sparsity = 0.99 * generator.uniform()
            let all = allotment.sparsities(of: shapes, sparsity: sparsity)
            let left = zip(shapes, all).reduce(0) { $0 + $1.1 * Double($1.0.weightCount) }
            #expect(abs(left - sparsity * Double(shapes.reduce(0) { $0 + $1.weightCount })) < 1e-6 * left + 1e-6)
            #expect(all.allSatisfy { (0..<1).contains($0) })
        }
    }
}
