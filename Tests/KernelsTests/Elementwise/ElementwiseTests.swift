import CKernels
import EmulatedKernels
import Statistics
import TestSupport
import Testing

@testable import Kernels

/// The loops of training on every instruction set that runs here, against FP64.
@Suite struct ElementwiseTests {
    typealias Operation = ElementwiseCall.Operation

    static let kernels: [ElementwiseKernels] =
        ElementwiseKernels.all.filter { $0.unavailable == nil }
        + [ElementwiseKernels("avx512 (emulated)", [], ck_emulated_elementwise_avx512)].compactMap { $0 }

    /// Rows and columns: nothing, one, odd, around a vector's length, longer.
    static func sizes(_ generator: inout SeededGenerator) -> [(rows: Int, columns: Int)] {
        let edges = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 127, 128, 129]
        return edges.map { (1, $0) } + edges.map { ($0, 1) } + [(3, 0)]
            + (0..<60).map { _ in (1 + generator.integer(below: 40), 1 + generator.integer(below: 80)) }
    }

    @Test(arguments: Operation.allCases)
    func staysWithinTheBoundOfFP64(_ operation: Operation) throws {
        var generator = SeededGenerator(for: "elementwise \(operation)")
        for (rows, columns) in Self.sizes(&generator) {
            let call = ElementwiseCall.random(operation, rows: rows, columns: columns, using: &generator)
            let oracle = ElementwiseOracle(call)
            for kernels in Self.kernels {
                for side in [GuardedBuffer.Guard.after, .before] {
                    let fault = oracle.fault(in: try call.result(kernels, guarded: side))
                    #expect(fault == nil, "\(kernels.instructionSet), \(rows)×\(columns): \(fault ?? "")")
                }
            }
        }
    }

    /// Thousands of rows, as a batch's pixels are.
    @Test(arguments: [Operation.columnSums, .moments, .parameterGradients])
    func sumsManyRows(_ operation: Operation) throws {
        var generator = SeededGenerator(for: "many rows of \(operation)")
        let call = ElementwiseCall.random(operation, rows: 10_001, columns: 9, using: &generator)
        let oracle = ElementwiseOracle(call)
        for kernels in Self.kernels {
            let fault = oracle.fault(in: try call.result(kernels))
            #expect(fault == nil, "\(kernels.instructionSet): \(fault ?? "")")
        }
    }

    @Test(arguments: Operation.allCases)
    func instructionSetsAgreeBitByBit(_ operation: Operation) throws {
        var generator = SeededGenerator(for: "bits of \(operation)")
        for (rows, columns) in Self.sizes(&generator) {
            let call = ElementwiseCall.random(operation, rows: rows, columns: columns, using: &generator)
            let results = try Self.kernels.map { try call.result($0).map { $0.map(\.bitPattern) } }
            for (kernel, result) in zip(Self.kernels, results) {
                #expect(result == results[0], "\(kernel.instructionSet), \(rows)×\(columns)")
            }
        }
    }

    /// No rows: sums are 0, and what has a row's place for each row has none.
    @Test func sumsOfNoRowsAreZero() throws {
        for kernels in Self.kernels {
            let sums = ElementwiseCall(
                operation: .columnSums, rows: 0, columns: 5, numbers: [], buffers: [[], [1, 2, 3, 4, 5]])
            #expect(try sums.result(kernels)[1] == [0, 0, 0, 0, 0], "\(kernels.instructionSet)")
            let gradients = ElementwiseCall(
                operation: .parameterGradients, rows: 0, columns: 2, numbers: [],
                buffers: [[], [], [1, 1], [2, 2], [3, 3], [4, 4]])
            #expect(try gradients.result(kernels)[4...5] == [[0, 0], [0, 0]], "\(kernels.instructionSet)")
        }
    }

    /// Where a result may be written over an operand, it is the same.
    @Test(arguments: [
        (Operation.clamp, 0, 1), (.biasClamp, 0, 1), (.clampBackward, 1, 2), (.clampBackward, 0, 2), (.add, 0, 2),
        (.add, 1, 2),
        (.addScaled, 0, 2), (.addScaled, 1, 2), (.normalize, 0, 1), (.liveInputGradient, 1, 2),
        (.liveInputGradient, 0, 2), (.frozenInputGradient, 0, 1),
    ])
    func inPlace(_ operation: Operation, _ operand: Int, _ result: Int) throws {
        var generator = SeededGenerator(for: "\(operation) in place")
        for columns in [1, 7, 64, 129] {
            let call = ElementwiseCall.random(operation, rows: 5, columns: columns, using: &generator)
            for kernels in Self.kernels {
                let apart = try call.result(kernels)[result]
                let shared = try call.result(kernels, sharing: (result, operand))[result]
                #expect(shared == apart, "\(kernels.instructionSet), \(columns) columns")
            }
        }
    }

    @Test func theWidestIsChosenAndWhatIsMissingIsNamed() {
        #expect(ElementwiseKernels.fastest.unavailable == nil)
        #expect(ElementwiseKernels.all[0].instructionSet == "baseline")
        #expect(ElementwiseKernels.baseline.unavailable == nil)
        for kernels in ElementwiseKernels.all {
            let missing = kernels.features.first { !CPUFeature.detected.contains($0) }
            #expect((kernels.unavailable == nil) == (missing == nil))
            if let missing { #expect(kernels.unavailable?.contains(missing.rawValue) == true) }
        }
        if CPUFeature.detected.isSuperset(of: [.avx2, .fma]) {
            #expect(ElementwiseKernels.fastest.instructionSet != "baseline")
        }
    }
}
