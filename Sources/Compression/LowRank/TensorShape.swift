/// A stretch of a flat gradient that belongs together.
public struct TensorShape: Sendable, Equatable {
    /// Rows of a matrix, row-major; 0 for a vector.
    public let rows: Int
    /// Columns of a matrix, elements of a vector.
    public let columns: Int

    /// Elements.
    public var count: Int { rows == 0 ? columns : rows * columns }

    /// A matrix.
    public init(rows: Int, columns: Int) { (self.rows, self.columns) = (rows, columns) }

    /// A vector.
    public init(vector count: Int) { (rows, columns) = (0, count) }

    /// Elements of several tensors.
    /// - Throws: ``CompressionError/elements(_:reason:)`` where a message cannot have them.
    static func count(of tensors: [TensorShape]) throws(CompressionError) -> Int {
        let possible = 0...MessageHeader.mostElements
        var count = 0
        for tensor in tensors {
            // No product of two possible numbers is too large for an Int.
            guard possible.contains(tensor.rows), possible.contains(tensor.columns) else {
                throw .elements(
                    tensor.rows == 0 ? tensor.columns : tensor.rows, reason: "a message has 0 to \(possible.upperBound)"
                )
            }
            count += tensor.count
            guard possible.contains(count) else {
                throw .elements(count, reason: "a message has 0 to \(possible.upperBound)")
            }
        }
        return count
    }

    /// Elements of which nothing is known as a matrix that is as square as can be, and a vector with the rest.
    public static func square(_ count: Int) -> [TensorShape] {
        guard count >= 4 else { return count == 0 ? [] : [TensorShape(vector: count)] }
        let rows = Int(Double(count).squareRoot())
        let matrix = TensorShape(rows: rows, columns: count / rows)
        return matrix.count == count ? [matrix] : [matrix, TensorShape(vector: count - matrix.count)]
    }
}

// In messages of a low rank.
extension TensorShape {
    func rank(_ rank: Int) -> Int { min(rank, rows, columns) }

    /// Floats that are sent.
    func sentCount(rank: Int) -> Int { rows == 0 ? columns : self.rank(rank) * (rows + columns) }
}
