import CKernels
import Statistics

/// The elements that a rule takes of a rows×columns gradient, row by row and column by column. With error feedback they are taken
/// of the sum of the gradient and of what was left out before. Everything is allocated when it is made; choosing allocates
/// nothing. Not safe for concurrent use.
public final class SparseGradient {
    /// Of the gradient: examples, and outputs of the layer.
    public let rows, columns: Int
    /// What is taken.
    public let rule: GradientRule
    /// Elements that were taken last.
    public private(set) var count = 0
    /// Bytes of everything that it has allocated.
    public let byteCount: Int

    /// Of each row and of each column: one past its last element.
    let rowEnds, columnEnds: UnsafeMutablePointer<Int32>
    /// Of each element: its column in the order of rows, its row in the order of columns.
    let columnOf, rowOf: UnsafeMutablePointer<UInt16>
    /// The elements, in the order of rows and in that of columns.
    let byRow, byColumn: UnsafeMutablePointer<Float>
    private let selection: SelectionKernels
    private let indices: UnsafeMutablePointer<Int32>
    private let scratch: UnsafeMutablePointer<UInt32>
    private let sums: UnsafeMutablePointer<Float>
    /// A bit a column that was drawn.
    private let drawn: UnsafeMutablePointer<UInt64>
    /// What was left out so far; nil without error feedback.
    private let residual: UnsafeMutablePointer<Float>?
    private let elements: ElementwiseKernels
    private let seed: UInt64
    private var generator: SeededGenerator

    /// - Parameters:
    ///   - rows: examples, 1 ... 65,536.
    ///   - columns: outputs of the layer, 1 ... 65,536.
    ///   - seed: of random choices.
    /// - Throws: ``SparsityError/gradient(rows:columns:reason:)``.
    public init(
        rows: Int, columns: Int, rule: GradientRule, seed: UInt64 = 1, with selection: SelectionKernels = .fastest,
        elements: ElementwiseKernels = .fastest
    ) throws(SparsityError) {
        let limit = Int(UInt16.max) + 1
        guard (1...limit).contains(rows), (1...limit).contains(columns) else {
            throw .gradient(rows: rows, columns: columns, reason: "16 bits number 1 to \(limit) rows and columns")
        }
        switch rule.choice {
        case .topOfRow(let count), .topOfBatch(let count), .random(let count):
            guard (1...columns).contains(count) else {
                throw .gradient(rows: rows, columns: columns, reason: "\(count) elements of a row cannot be taken")
            }
        case .atLeast(let magnitude):
            guard magnitude >= 0, magnitude.isFinite else {
                throw .gradient(rows: rows, columns: columns, reason: "\(magnitude) is no magnitude")
            }
        }
        let capacity = rows * rule.capacity(outputs: columns)
        guard capacity <= Int(Int32.max) else {
            throw .gradient(rows: rows, columns: columns, reason: "32 bits cannot number \(capacity) elements")
        }
        (self.rows, self.columns, self.rule, self.selection) = (rows, columns, rule, selection)
        (self.elements, self.seed) = (elements, seed)
        generator = Self.generator(seed)
        // Selecting writes whole vectors.
        let slack = Int(CK_SELECTION_SLACK)
        rowEnds = .allocate(capacity: rows)
        columnEnds = .allocate(capacity: columns)
        columnOf = .allocate(capacity: capacity)
        rowOf = .allocate(capacity: capacity)
        byRow = .allocate(capacity: capacity + slack)
        byColumn = .allocate(capacity: capacity)
        indices = .allocate(capacity: columns + slack)
        scratch = .allocate(capacity: SelectionKernels.scratchCount)
        sums = .allocate(capacity: columns + slack)
        drawn = .allocate(capacity: (columns + 63) / 64)
        residual = rule.feedsBack ? .allocate(capacity: rows * columns) : nil
        let residualCount = rule.feedsBack ? rows * columns : 0
        byteCount =
            4 * (rows + columns) + 2 * 2 * capacity + 4 * (2 * capacity + slack) + 4 * 2 * (columns + slack)
            + 4 * (SelectionKernels.scratchCount + residualCount) + 8 * ((columns + 63) / 64)
        forget()
    }

    private static func generator(_ seed: UInt64) -> SeededGenerator {
        SeededGenerator(seed: seed, stream: "random gradients")
    }

    deinit {
        rowEnds.deallocate()
        columnEnds.deallocate()
        columnOf.deallocate()
        rowOf.deallocate()
        byRow.deallocate()
        byColumn.deallocate()
        indices.deallocate()
        scratch.deallocate()
        sums.deallocate()
        drawn.deallocate()
        residual?.deallocate()
    }

    /// Begins anew: nothing was left out, and random choices are those of the seed again.
    public func forget() {
        generator = Self.generator(seed)
        residual?.initialize(repeating: 0, count: rows * columns)
    }

    /// Takes the rule's elements of a gradient.
    public func choose(_ gradient: UnsafePointer<Float>) {
        count = 0
        var all = gradient
        if let residual {
            elements.add(residual, gradient, sum: residual, count: rows * columns)
            all = UnsafePointer(residual)
        }
        if case .topOfBatch(let kept) = rule.choice { chooseColumns(kept, of: all) }
        for row in 0..<rows {
            let from = all + row * columns
            let taken = take(from)
            for i in 0..<taken { columnOf[count + i] = UInt16(truncatingIfNeeded: indices[i]) }
            count += taken
            rowEnds[row] = Int32(count)
            guard let left = residual.map({ $0 + row * columns }) else { continue }
            for i in count - taken..<count { left[Int(columnOf[i])] = 0 }
        }
        transpose()
    }

    /// The rows×columns matrix of what was chosen last, zeros elsewhere; random elements are scaled.
    public func matrix() -> [Float] {
        var matrix = [Float](repeating: 0, count: rows * columns)
        var i = 0
        for row in 0..<rows {
            while i < Int(rowEnds[row]) {
                matrix[row * columns + Int(columnOf[i])] = byRow[i]
                i += 1
            }
        }
        return matrix
    }

    /// The sum of each column's elements: the gradient by the biases.
    /// - Parameter sums: as many as columns, written anew.
    public func columnSums(_ sums: UnsafeMutablePointer<Float>) {
        var i = 0
        for column in 0..<columns {
            var sum: Float = 0
            while i < Int(columnEnds[column]) {
                sum += byColumn[i]
                i += 1
            }
            sums[column] = sum
        }
    }

    /// Writes the elements of a row to its end in ``byRow`` and their columns to ``indices``; returns how many.
    private func take(_ from: UnsafePointer<Float>) -> Int {
        switch rule.choice {
        case .topOfRow(let kept):
            selection.top(
                kept, of: from, count: columns, indices: indices, values: byRow + count, scratch: scratch)
            return kept
        case .topOfBatch(let kept):
            for i in 0..<kept { byRow[count + i] = from[Int(indices[i])] }
            return kept
        case .random(let kept):
            draw(kept)
            let factor = rule.factor(outputs: columns)
            for i in 0..<kept { byRow[count + i] = factor * from[Int(indices[i])] }
            return kept
        case .atLeast(let magnitude):
            return selection.atLeast(
                magnitude, of: from, count: columns, indices: indices, values: byRow + count)
        }
    }

    private func chooseColumns(_ kept: Int, of gradient: UnsafePointer<Float>) {
        for column in 0..<columns { sums[column] = 0 }
        for row in 0..<rows {
            let from = gradient + row * columns
            for column in 0..<columns { sums[column] += from[column].magnitude }
        }
        selection.top(kept, of: sums, count: columns, indices: indices, values: byRow, scratch: scratch)
    }

    /// Indices by ascending number, each set as probable, with as many draws as there are indices: R. W. Floyd's algorithm (J.
    /// Bentley, "Programming pearls: a sample of brilliance", Communications of the ACM 30(9), 1987).
    private func draw(_ kept: Int) {
        let words = (columns + 63) / 64
        drawn.update(repeating: 0, count: words)
        for last in columns - kept..<columns {
            let lot = generator.integer(below: last + 1)
            let isTaken = drawn[lot / 64] >> UInt64(lot % 64) & 1 == 1
            let column = isTaken ? last : lot
            drawn[column / 64] |= 1 << UInt64(column % 64)
        }
        var count = 0
        for word in 0..<words {
            var bits = drawn[word]
            while bits != 0 {
                indices[count] = Int32(64 * word + bits.trailingZeroBitCount)
                count += 1
                bits &= bits - 1
            }
        }
    }

    /// The same elements column by column: counted, and put to their places.
    private func transpose() {
        for column in 0..<columns { columnEnds[column] = 0 }
        for i in 0..<count { columnEnds[Int(columnOf[i])] += 1 }
        var begin: Int32 = 0
        for column in 0..<columns {
            let next = begin + columnEnds[column]
            columnEnds[column] = begin
            begin = next
        }
        var i = 0
        for row in 0..<rows {
            while i < Int(rowEnds[row]) {
                let place = Int(columnEnds[Int(columnOf[i])])
                columnEnds[Int(columnOf[i])] += 1
                rowOf[place] = UInt16(truncatingIfNeeded: row)
                byColumn[place] = byRow[i]
                i += 1
            }
        }
    }
}
