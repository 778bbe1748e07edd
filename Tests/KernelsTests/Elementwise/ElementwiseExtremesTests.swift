import Testing

@testable import Kernels

/// NaN and infinities in the loops of training.
@Suite struct ElementwiseExtremesTests {
    /// So many copies that the vectors and the rest of a loop see each.
    private func repeated(_ elements: [Float]) -> [Float] {
        (0..<40 * elements.count).map { elements[$0 % elements.count] }
    }

    /// The buffers after a call on one row of these, on each instruction set.
    private func results(
        _ operation: ElementwiseCall.Operation, _ numbers: [Float], _ buffers: [[Float]]
    ) throws -> [(name: String, buffers: [[Float]])] {
        let buffers = buffers.map(repeated)
        let call = ElementwiseCall(
            operation: operation, rows: 1, columns: buffers[0].count, numbers: numbers, buffers: buffers)
        return try ElementwiseTests.kernels.map { ($0.instructionSet, try call.result($0)) }
    }

    private func isSame(_ a: [Float], _ b: [Float]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    }

    @Test func activationsKeepNaN() throws {
        let x: [Float] = [-.infinity, -1, 0, 2, .infinity, .nan]
        for (name, buffers) in try results(.clamp, [0, .infinity], [x, x]) {
            #expect(isSame(buffers[1], repeated([0, 0, 0, 2, .infinity, .nan])), "\(name)")
        }
        for (name, buffers) in try results(.clamp, [-.infinity, .infinity], [x, x]) {
            #expect(isSame(buffers[1], repeated(x)), "\(name)")
        }
        for (name, buffers) in try results(.clamp, [0, 1], [x, x]) {
            #expect(isSame(buffers[1], repeated([0, 0, 0, 1, 1, .nan])), "\(name)")
        }
    }

    /// Outside the bounds a gradient of NaN or ∞ is 0, and an output of NaN is outside.
    @Test func gradientsOutsideTheBoundsAreZero() throws {
        let y: [Float] = [0, 0, 0.5, 0.5, 0.5, 1, .nan, .nan]
        let dY: [Float] = [.nan, .infinity, .nan, .infinity, -3, .nan, 1, .nan]
        for (name, buffers) in try results(.clampBackward, [0, 1], [y, dY, dY]) {
            #expect(isSame(buffers[2], repeated([0, 0, .nan, .infinity, -3, 0, 0, 0])), "\(name)")
        }
        // A bound that is no bound: only ±∞ itself is not inside.
        let infinite: [Float] = [-.infinity, -5, 5, .infinity]
        let ones: [Float] = [1, 1, 1, 1]
        for (name, buffers) in try results(.clampBackward, [-.infinity, .infinity], [infinite, ones, ones]) {
            #expect(isSame(buffers[2], repeated([0, 1, 1, 0])), "\(name)")
        }
    }

    @Test func updatesTakeNaNAndInfinitiesOn() throws {
        let (w, g): ([Float], [Float]) = ([1, 1, .nan, .infinity], [.nan, .infinity, 1, 1])
        for (name, buffers) in try results(.sgd, [0.5, 0, 0], [w, g]) {
            #expect(isSame(buffers[0], repeated([.nan, -.infinity, .nan, .nan])), "\(name): 0·∞ of the decay is NaN")
        }
        for (name, buffers) in try results(.momentum, [0.5, 0.9, 0], [w, g, [0, 0, 0, 0]]) {
            #expect(isSame(buffers[0], repeated([.nan, -.infinity, .nan, .nan])), "\(name)")
        }
        let factors: [Float] = [0.1, 1e-8, 0.9, 0.1, 0.999, 0.001, 10, 1000]
        let zeros: [Float] = [0, 0, 0, 0]
        for (name, buffers) in try results(.adam, factors, [w, g, zeros, zeros]) {
            #expect(isSame(buffers[0], repeated([.nan, .nan, .nan, .infinity])), "\(name): ∞/∞ is NaN")
        }
        // Nothing to learn: 0 / (0 + ε) moves nothing.
        for (name, buffers) in try results(.adam, factors, [[1, 2], [0, 0], [0, 0], [0, 0]]) {
            #expect(buffers[0] == repeated([1, 2]), "\(name)")
        }
    }

    /// NaN in one column stays there.
    @Test func sumsKeepColumnsApart() throws {
        let matrix: [Float] = [1, .nan, 3, .infinity, 5, 6, 7, -.infinity]
        for kernels in ElementwiseTests.kernels {
            let call = ElementwiseCall(
                operation: .columnSums, rows: 2, columns: 4, numbers: [], buffers: [matrix, [0, 0, 0, 0]])
            #expect(isSame(try call.result(kernels)[1], [6, .nan, 10, .nan]), "\(kernels.instructionSet)")
        }
    }
}
