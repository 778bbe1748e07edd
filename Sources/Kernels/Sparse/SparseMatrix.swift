import CKernels

/// What a sparse matrix stores as one.
enum SparseEntry: Hashable, Sendable {
    case weight
    /// Blocks of inputs × outputs.
    case block1x16, block16x1, block4x4
    /// One or two weights of four inputs.
    case oneOfFour, twoOfFour

    /// Inputs and outputs that it covers.
    var unit: (inputs: Int, outputs: Int) {
        switch self {
        case .weight: (1, 1)
        case .block1x16: (1, 16)
        case .block16x1: (16, 1)
        case .block4x4: (4, 4)
        case .oneOfFour, .twoOfFour: (4, 1)
        }
    }

    /// Whether every row has one in each column, which holds some of the weights alone.
    var isGroup: Bool { self == .oneOfFour || self == .twoOfFour }
}

/// A column of a sparse matrix: what inputs of the layer it stands for, and where they lie.
struct SparseColumn {
    /// Of its first input in the dense operand, in floats.
    var place: Int
    /// Names it where the matrix asks for its weights.
    var index: Int
}

/// A sparse matrix as kernels take it, in memory of its own.
final class SparseMatrix {
    /// For the kernels; good as long as this object is.
    let native: UnsafePointer<CKSparseMatrix>
    /// Weights that are stored.
    let weightCount: Int
    /// Bytes of places, codes, rows and ends; the weights apart.
    let indexByteCount: Int
    private let arrays: [UnsafeMutableRawPointer]

    /// Compiles the entries of a layer's weights.
    /// - Parameters:
    ///   - entry: what is stored as one.
    ///   - rows: of the matrix, counting the outputs of an entry as one.
    ///   - columns: in the order they are to be read in.
    ///   - inputStep: floats between the inputs of an entry.
    ///   - tile: floats that are read at each place before the next.
    ///   - weight: the layer's weight of an input and an output of a row and a column.
    ///   - isKept: whether a weight of the layer is.
    /// - Returns: the matrix, and of each stored weight its place among the layer's.
    /// - Throws: ``SparseMatrixError`` where 16 bits cannot number its rows, or 32 the weights.
    static func compiled(
        _ entry: SparseEntry, rows: Int, columns: [SparseColumn], inputStep: Int, tile: Int,
        weight: @escaping (_ row: Int, _ column: Int, _ input: Int, _ output: Int) -> Int,
        isKept: @escaping (Int) -> Bool
    ) throws(SparseMatrixError) -> (matrix: SparseMatrix, order: [Int32]) {
        guard rows <= Int(UInt16.max) + 1 else { throw .tooManyRows(rows) }
        let weights = rows * columns.count * entry.unit.inputs * entry.unit.outputs
        guard weights <= Int(Int32.max) else { throw .tooManyWeights(weights) }
        var builder = Builder(entry: entry, rows: rows, weight: weight, isKept: isKept)
        builder.grain = max(1, columns.reduce(0) { gcd($0, $1.place) })
        let kept = columns.reduce(0) { sum, column in sum + (0..<rows).count { builder.holds($0, column.index) } }
        let density = max(1e-6, Double(kept) / Double(max(1, rows * columns.count)))
        let width = blockWidth(density: density, entry: entry, tile: tile)
        for block in blocks(columns, width: width, reach: builder.grain * Int(UInt16.max)) { builder.add(block) }
        return (SparseMatrix(builder, inputStep: inputStep), builder.order)
    }

    private init(_ builder: Builder, inputStep: Int) {
        weightCount = builder.order.count
        indexByteCount = builder.indexByteCount
        var arrays: [UnsafeMutableRawPointer] = []
        func copy<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
            let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
            copy.initialize(from: elements, count: elements.count)
            arrays.append(UnsafeMutableRawPointer(copy))
            return UnsafePointer(copy)
        }
        let matrix = CKSparseMatrix(
            rowCount: Int64(builder.rows), blocks: Int64(builder.origins.count), origins: copy(builder.origins),
            firsts: copy(builder.firsts), rows: copy(builder.rowNumbers), ends: copy(builder.ends),
            places: copy(builder.places), codes: copy(builder.codes), grain: Int64(builder.grain),
            inputStep: Int64(inputStep))
        native = copy([matrix])
        self.arrays = arrays
    }

    deinit {
        for array in arrays { array.deallocate() }
    }

    /// Columns that a block's tiles may come from: as many as fit half of a first-level cache of 32 KiB, and more where rows
    /// would be left with so few entries that loading and storing their sums outweighed them. Zen 3, 128 × 512 × 256 forward,
    /// GMAC/s with 64 and 256 columns: 25 and 21 at a sparsity of 0.8, 22 and 21 at 0.9, 16 and 20 at 0.95, 11 and 15 at
    /// 0.98.
    private static func blockWidth(density: Double, entry: SparseEntry, tile: Int) -> Int {
        let cached = 16_384 / (tile * MemoryLayout<Float>.stride * entry.unit.inputs)
        let leastEntries = max(1, 12 / entry.unit.inputs)
        return max(1, cached, Int(min(65_536, Double(leastEntries) / density)))
    }

    /// Successive columns, none farther from the first than `reach` floats.
    private static func blocks(_ columns: [SparseColumn], width: Int, reach: Int) -> [ArraySlice<SparseColumn>] {
        var blocks: [ArraySlice<SparseColumn>] = []
        var start = 0
        var (low, high) = (Int.max, Int.min)
        for (index, column) in columns.enumerated() {
            (low, high) = (min(low, column.place), max(high, column.place))
            if index > start, index - start == width || high - low > reach {
                blocks.append(columns[start..<index])
                (start, low, high) = (index, column.place, column.place)
            }
        }
        return blocks + [columns[start...]]
    }

    private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
}

/// Why a matrix was refused.
enum SparseMatrixError: Error {
    case tooManyRows(Int)
    case tooManyWeights(Int)
}

/// A matrix while its blocks are added one after the other.
private struct Builder {
    let entry: SparseEntry
    let rows: Int
    let weight: (_ row: Int, _ column: Int, _ input: Int, _ output: Int) -> Int
    let isKept: (Int) -> Bool
    var grain = 1

    var origins: [Int64] = []
    var firsts: [Int32] = [0]
    var rowNumbers: [UInt16] = []
    var ends: [Int32] = []
    var places: [UInt16] = []
    var codes: [UInt8] = []
    var order: [Int32] = []

    init(
        entry: SparseEntry, rows: Int, weight: @escaping (Int, Int, Int, Int) -> Int, isKept: @escaping (Int) -> Bool
    ) {
        self.entry = entry
        self.rows = rows
        self.weight = weight
        self.isKept = isKept
    }

    var indexByteCount: Int {
        8 * origins.count + 4 * firsts.count + 2 * rowNumbers.count + 4 * ends.count + 2 * places.count + codes.count
    }

    /// Whether a row has an entry in a column. Blocks are kept as a whole: one weight tells.
    func holds(_ row: Int, _ column: Int) -> Bool {
        entry.isGroup || isKept(weight(row, column, 0, 0))
    }

    mutating func add(_ columns: ArraySlice<SparseColumn>) {
        let origin = columns.map(\.place).min() ?? 0
        origins.append(Int64(origin))
        func place(_ column: SparseColumn) -> UInt16 { UInt16((column.place - origin) / grain) }
        if entry.isGroup {
            places += columns.map(place)
            for row in 0..<rows {
                for column in columns {
                    for input in 0..<entry.unit.inputs {
                        let index = weight(row, column.index, input, 0)
                        guard isKept(index) else { continue }
                        codes.append(UInt8(input))
                        order.append(Int32(index))
                    }
                }
            }
            firsts.append(Int32(places.count))
            return
        }
        for row in 0..<rows {
            let held = columns.filter { holds(row, $0.index) }
            // All rows begin in the first block, whether anything is added to them or not.
            guard !held.isEmpty || origins.count == 1 else { continue }
            rowNumbers.append(UInt16(row))
            for column in held {
                places.append(place(column))
                for output in 0..<entry.unit.outputs {
                    for input in 0..<entry.unit.inputs { order.append(Int32(weight(row, column.index, input, output))) }
                }
            }
            ends.append(Int32(places.count))
        }
        firsts.append(Int32(rowNumbers.count))
    }
}
