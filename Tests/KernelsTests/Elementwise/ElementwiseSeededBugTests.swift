import CKernels
import Statistics
import Testing

@testable import Kernels

/// The oracle of the loops of training notices what such loops get wrong.
@Suite struct ElementwiseSeededBugTests {
    private static let sound = ElementwiseKernels.baseline.loops

    private func fault(
        _ operation: ElementwiseCall.Operation, rows: Int = 6, _ change: (inout CKElementwise) -> Void = { _ in }
    ) throws -> String? {
        var generator = SeededGenerator(seed: 11)
        let call = ElementwiseCall.random(operation, rows: rows, columns: 21, using: &generator)
        var kernels = ElementwiseKernels.baseline
        change(&kernels.loops)
        return ElementwiseOracle(call).fault(in: try call.result(kernels))
    }

    @Test func soundLoopsPass() throws {
        for operation in ElementwiseCall.Operation.allCases { #expect(try fault(operation) == nil, "\(operation)") }
    }

    @Test func activations() throws {
        let inclusive = try fault(.clampBackward) {
            $0.clampBackward = { y, dY, dX, count, low, high in
                guard let y, let dY, let dX else { return }
                for i in 0..<Int(count) { dX[i] = y[i] >= low && y[i] <= high ? dY[i] : 0 }
            }
        }
        #expect(inclusive != nil, "a gradient at the bound")
        let noUpper = try fault(.clamp) {
            $0.clamp = { x, y, count, low, _ in Self.sound.clamp(x, y, count, low, .infinity) }
        }
        #expect(noUpper != nil, "no upper bound")
    }

    @Test func updates() throws {
        let decay = try fault(.sgd) { $0.sgd = { w, g, count, rate, _ in Self.sound.sgd(w, g, count, rate, 0) } }
        #expect(decay != nil, "no weight decay")
        let short = try fault(.momentum) {
            $0.momentum = { w, g, v, count, rate, momentum, decay in
                Self.sound.momentum(w, g, v, count - 1, rate, momentum, decay)
            }
        }
        #expect(short != nil, "the last parameter is left out")
        let uncorrected = try fault(.adam) {
            $0.adam = { w, g, m, v, count, factors in
                guard var factors = factors?.pointee else { return }
                factors.firstCorrection = 1
                Self.sound.adam(w, g, m, v, count, &factors)
            }
        }
        #expect(uncorrected != nil, "the first moment is not corrected")
    }

    @Test func sums() throws {
        for rows in [6, 8] {
            let lastRow = try fault(.columnSums, rows: rows) {
                $0.columnSums = { x, rows, columns, sums in Self.sound.columnSums(x, rows - 1, columns, sums) }
            }
            #expect(lastRow != nil, "the last of \(rows) rows is left out")
        }
        let unbiased = try fault(.moments) {
            $0.moments = { x, rows, columns, mean, variance in
                Self.sound.moments(x, rows, columns, mean, variance)
                guard let variance else { return }
                for c in 0..<Int(columns) { variance[c] *= Float(rows) / Float(rows - 1) }
            }
        }
        #expect(unbiased != nil, "the variance is divided by rows − 1")
    }

    @Test func normalisation() throws {
        let frozen = try fault(.liveInputGradient) {
            $0.normalizeLiveInputGradient = { _, dY, rows, columns, _, inverse, gamma, _, _, dX in
                Self.sound.normalizeFrozenInputGradient(dY, rows, columns, inverse, gamma, dX)
            }
        }
        #expect(frozen != nil, "mean and variance are taken for constants")
        let swapped = try fault(.normalize) {
            $0.normalize = { x, rows, columns, mean, inverse, gamma, beta, y in
                Self.sound.normalize(x, rows, columns, mean, inverse, beta, gamma, y)
            }
        }
        #expect(swapped != nil, "γ and β are swapped")
        let unscaled = try fault(.parameterGradients) {
            $0.normalizeParameterGradients = { x, dY, rows, columns, mean, inverse, dGamma, dBeta in
                Self.sound.normalizeParameterGradients(x, dY, rows, columns, mean, inverse, dBeta, dGamma)
            }
        }
        #expect(unscaled != nil, "dγ and dβ are swapped")
    }
}
