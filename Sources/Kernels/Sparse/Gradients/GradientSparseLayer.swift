import CKernels

/// The backward pass of a fully connected layer that takes few elements of its output's gradient: both gradients cost as many
/// multiply–accumulates as there are elements, times the inputs.
///
/// Weights and their gradient are N×K, output by output, as each element of the gradient meets all weights of one output and
/// moves them all: what the kernels read and write are whole rows.
public final class GradientSparseLayer {
    /// Of the layer: examples, inputs and outputs.
    public let rows, inputs, outputs: Int
    private let products: CKSparseForm
    private let runs: UnsafeMutablePointer<CKRuns>
    private let zero: UnsafeMutablePointer<Int64>
    private let firsts: UnsafeMutablePointer<Int32>
    private let numbers: UnsafeMutablePointer<UInt16>

    /// Floats that must be there, whatever they are, behind the weights and the input.
    public static let slack = Int(CK_SPARSE_SLACK)

    /// - Throws: ``KernelError`` where the kernels cannot run here.
    public init(
        rows: Int, inputs: Int, outputs: Int, with kernels: SparseKernels = .fastest
    ) throws(KernelError) {
        guard let table = kernels.table, kernels.unavailable == nil else {
            throw .backendUnavailable(
                backend: "sparse/\(kernels.name)", reason: kernels.unavailable ?? "it was not compiled")
        }
        try LayerShape.gemm(.init(m: rows, n: outputs, k: inputs)).validate()
        (self.rows, self.inputs, self.outputs) = (rows, inputs, outputs)
        products = table.entries
        let width = Int64(inputs)
        runs = .allocate(capacity: 1)
        runs.initialize(
            to: CKRuns(
                run: width, columns: 1, lines: 1, denseColumn: 0, denseLine: 0, rowColumn: 0, rowLine: 0, row: width))
        zero = .allocate(capacity: 1)
        zero.pointee = 0
        firsts = .allocate(capacity: 2)
        let most = max(rows, outputs)
        numbers = .allocate(capacity: most)
        for i in 0..<most { numbers[i] = UInt16(truncatingIfNeeded: i) }
    }

    deinit {
        runs.deallocate()
        zero.deallocate()
        firsts.deallocate()
        numbers.deallocate()
    }

    /// The gradient by the input: the chosen elements times the weights.
    /// - Parameters:
    ///   - gradient: of this layer's rows and outputs.
    ///   - weights: N×K, and ``slack`` floats behind them.
    ///   - inputGradient: rows×K.
    public func runInputGradient(
        _ gradient: SparseGradient, weights: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
    ) {
        multiply(
            rows: rows, ends: gradient.rowEnds, places: gradient.columnOf, gradient.byRow, dense: weights,
            to: inputGradient)
    }

    /// The gradient by the weights: the input's rows times the chosen elements.
    /// - Parameters:
    ///   - gradient: of this layer's rows and outputs.
    ///   - input: rows×K, and ``slack`` floats behind them.
    ///   - weightGradient: N×K, written anew.
    public func runWeightGradient(
        _ gradient: SparseGradient, input: UnsafePointer<Float>, weightGradient: UnsafeMutablePointer<Float>
    ) {
        multiply(
            rows: outputs, ends: gradient.columnEnds, places: gradient.rowOf, gradient.byColumn, dense: input,
            to: weightGradient)
    }

    private func multiply(
        rows: Int, ends: UnsafeMutablePointer<Int32>, places: UnsafeMutablePointer<UInt16>,
        _ elements: UnsafeMutablePointer<Float>, dense: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>
    ) {
        firsts[0] = 0
        firsts[1] = Int32(rows)
        var matrix = CKSparseMatrix(
            rowCount: Int64(rows), blocks: 1, origins: zero, firsts: firsts, rows: numbers, ends: ends, places: places,
            codes: nil, grain: Int64(inputs), inputStep: 0)
        products.product(&matrix, runs, elements, nil, dense, result)
    }
}
