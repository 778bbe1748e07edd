/// A parameter's part of a flat gradient.
public struct GradientTensor: Sendable, Equatable {
    /// Rows of a matrix of weights: what its outputs sum over. 0 is a vector.
    public var rows: Int
    /// Columns of a matrix, one an output, or elements of a vector.
    public var columns: Int

    /// Memberwise.
    public init(rows: Int, columns: Int) {
        (self.rows, self.columns) = (rows, columns)
    }

    /// Its elements; those of a matrix lie row-major.
    public var count: Int { max(1, rows) * columns }
}
