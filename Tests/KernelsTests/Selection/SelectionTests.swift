import CKernels
import EmulatedKernels
import Statistics
import TestSupport
import Testing

@testable import Kernels

@Suite("Choosing the largest elements")
struct SelectionTests {
    static let emulated = [
        SelectionKernels("avx512 (emulated)", [], ck_emulated_selection_avx512)
    ].compactMap { $0 }
    static let kernels = SelectionKernels.all.filter { $0.unavailable == nil } + emulated

    /// By sorting: magnitudes descending, what is no number first, equal ones by index.
    private func expected(_ x: [Float], _ k: Int) -> [Int32] {
        func rank(_ value: Float) -> UInt32 { value.magnitude.bitPattern }
        let order = x.indices.sorted { (rank(x[$1]), $0) < (rank(x[$0]), $1) }
        return order.prefix(k).sorted().map(Int32.init)
    }

    private func taken(_ x: [Float], _ k: Int, with kernels: SelectionKernels) -> (indices: [Int32], values: [Float]) {
        var indices = [Int32](repeating: -1, count: k), values = [Float](repeating: .nan, count: k)
        var scratch = [UInt32](repeating: .max, count: SelectionKernels.scratchCount)
        kernels.top(k, of: x, count: x.count, indices: &indices, values: &values, scratch: &scratch)
        return (indices, values)
    }

    @Test("Random sizes, with many equal elements, zeros, numbers of every exponent and what is no number")
    func equalsSorting() {
        var generator = SeededGenerator(for: "selection")
        for _ in 0..<300 {
            let count = 1 + generator.integer(below: [8, 40, 600, 9000][generator.integer(below: 4)])
            let kind = generator.integer(below: 4)
            let x = (0..<count).map { _ -> Float in
                switch kind {
                case 0: Float(generator.gaussian())
                case 1: Float(generator.integer(below: 5)) - 2
                case 2: Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
                default: generator.integer(below: 9) == 0 ? 1e-3 : 0
                }
            }
            let k = 1 + generator.integer(below: count)
            let wanted = expected(x, k)
            for kernels in Self.kernels {
                let found = taken(x, k, with: kernels)
                #expect(found.indices == wanted, "\(k) of \(count), kind \(kind), \(kernels.name)")
                #expect(
                    found.values.map(\.bitPattern) == wanted.map { x[Int($0)].bitPattern }, "\(count) \(kernels.name)")
            }
        }
    }

    @Test("A threshold takes all that reach it, equal ones among them")
    func threshold() {
        let x: [Float] = [0.5, -1, 2, 1, -0.25, 0, -2, 0.99, 1, -1]
        for kernels in Self.kernels {
            var indices = [Int32](repeating: 0, count: x.count), values = [Float](repeating: 0, count: x.count)
            let count = kernels.atLeast(1, of: x, count: x.count, indices: &indices, values: &values)
            #expect(Array(indices.prefix(count)) == [1, 2, 3, 6, 8, 9])
            #expect(kernels.atLeast(0, of: x, count: x.count, indices: &indices, values: &values) == x.count)
        }
    }

    @Test("An order by value, not by magnitude, would be seen")
    func seededBug() {
        let x: [Float] = [3, -5, 1, 4]
        #expect(taken(x, 2, with: .fastest).indices == [1, 3])
        #expect(x.indices.sorted { x[$0] > x[$1] }.prefix(2).sorted() != [1, 3])
    }
}
