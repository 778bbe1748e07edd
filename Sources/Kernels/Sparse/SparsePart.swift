import CKernels

/// A sparse matrix with the way its operands are walked.
final class SparsePart {
    let matrix: SparseMatrix
    private let runs: UnsafeMutablePointer<CKRuns>
    private let denseOrigin, rowOrigin: Int
    private let products: CKSparseForm

    /// - Parameters:
    ///   - denseOrigin: where the walk begins in the dense operand, in floats; `rowOrigin` in the one with rows.
    ///   - products: for the matrix's entries.
    init(_ matrix: SparseMatrix, runs: CKRuns, denseOrigin: Int, rowOrigin: Int, products: CKSparseForm) {
        self.matrix = matrix
        self.runs = .allocate(capacity: 1)
        self.runs.initialize(to: runs)
        (self.denseOrigin, self.rowOrigin) = (denseOrigin, rowOrigin)
        self.products = products
    }

    deinit { runs.deallocate() }

    /// rows = matrix · dense + bias.
    func multiply(
        _ weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?, dense: UnsafePointer<Float>,
        rows: UnsafeMutablePointer<Float>
    ) {
        products.product(matrix.native, runs, weights, bias, dense + denseOrigin, rows + rowOrigin)
    }

    /// sums += rows · denseᵀ at the matrix's entries.
    func sample(rows: UnsafePointer<Float>, dense: UnsafePointer<Float>, sums: UnsafeMutablePointer<Float>) {
        products.sampled(matrix.native, runs, rows + rowOrigin, dense + denseOrigin, sums)
    }
}
