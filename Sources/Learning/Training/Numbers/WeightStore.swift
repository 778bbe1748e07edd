import Kernels

/// Rows of weights from FP32 to the numbers in which they are stored, and back. Not safe for concurrent use.
final class WeightStore {
    private let conversion: Conversion
    private let integers: IntegerNumbers?
    private let elementBytes: Int
    private var noise: RoundingNoise?

    /// nil where weights are stored as they are computed with.
    init?(_ numbers: TrainingNumbers) {
        guard let conversion = numbers.conversion else { return nil }
        (self.conversion, integers, elementBytes) = (conversion, numbers.integers, numbers.elementBytes)
        if case .stochastic(let seed) = integers?.rounding { noise = RoundingNoise(seed: seed) }
    }

    /// Successive rows of weights, each with the scale of its columns.
    struct Rows {
        /// The first element.
        var stored: UnsafeMutableRawPointer
        /// One a column; not looked at where weights are no integers.
        var scales: UnsafePointer<Float>
        var rows, columns: Int

        var count: Int { rows * columns }
    }

    /// Bytes of the rows before this one.
    func offset(ofElement element: Int) -> Int { element * elementBytes }

    /// The real weights.
    func load(_ rows: Rows, into w: UnsafeMutablePointer<Float>) {
        conversion.dequantize(rows.stored, w, rows.count, .identity)
        if integers != nil { Self.scale(w, by: rows) }
    }

    /// The weights as the optimiser updates them, and with them their gradient.
    func load(_ rows: Rows, into w: UnsafeMutablePointer<Float>, scaling gradient: UnsafeMutablePointer<Float>) {
        guard let integers, !integers.scalesGradients else { return load(rows, into: w) }
        conversion.dequantize(rows.stored, w, rows.count, .identity)
        Self.scale(gradient, by: rows)
    }

    /// Rounds weights that the optimiser has updated, and stores them.
    func store(_ w: UnsafePointer<Float>, into rows: Rows) {
        guard let integers else { return conversion.quantize(w, rows.stored, rows.count, .identity) }
        // So many numbers lie on the stack.
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.piece) { room in
            guard let numbers = room.baseAddress else { return }
            let few = max(1, Self.piece / rows.columns)
            for row in stride(from: 0, to: rows.rows, by: few) {
                for column in stride(from: 0, to: rows.columns, by: Self.piece) {
                    var piece = rows
                    let first = row * rows.columns + column
                    piece.stored += first
                    piece.scales += column
                    (piece.rows, piece.columns) = (min(few, rows.rows - row), min(Self.piece, rows.columns - column))
                    move(piece, to: w + first, integers, numbers)
                }
            }
        }
    }

    private static let piece = 256

    /// Moves integers by what the optimiser has added to the weights that they stand for, so that a weight whose gradient is 0 stays
    /// what it is.
    /// - Parameter old: room for them in FP32.
    private func move(
        _ rows: Rows, to w: UnsafePointer<Float>, _ integers: IntegerNumbers, _ old: UnsafeMutablePointer<Float>
    ) {
        conversion.dequantize(rows.stored, old, rows.count, .identity)
        let limit = Float(integers.weightLimit)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.piece) { room in
            guard let change = room.baseAddress else { return }
            for row in stride(from: 0, to: rows.count, by: rows.columns) {
                let (change, w, old, scales) = (change + row, w + row, old + row, rows.scales)
                if integers.scalesGradients {
                    for i in 0..<rows.columns { change[i] = (w[i] - old[i] * scales[i]) / scales[i] }
                } else {
                    for i in 0..<rows.columns { change[i] = w[i] - old[i] }
                }
            }
            if noise?.add(to: change, count: rows.count) != nil {
                for i in 0..<rows.count { old[i] = Self.clamped(old[i] + Self.floor(change[i]), limit) }
            } else {
                for i in 0..<rows.count { old[i] = Self.clamped(old[i] + Self.nearest(change[i]), limit) }
            }
        }
        conversion.quantize(old, rows.stored, rows.count, .identity)
    }

    /// Stores the weights that training begins with.
    func begin(_ w: UnsafePointer<Float>, into rows: Rows) {
        guard let integers else { return conversion.quantize(w, rows.stored, rows.count, .identity) }
        let limit = Float(integers.weightLimit)
        let stored = rows.stored.assumingMemoryBound(to: Int8.self)
        for i in 0..<rows.count {
            let q = w[i] / rows.scales[i % rows.columns]
            stored[i] = Int8(Self.clamped(q.rounded(.toNearestOrEven), limit))
        }
    }

    private static func scale(_ x: UnsafeMutablePointer<Float>, by rows: Rows) {
        for row in 0..<rows.rows {
            let x = x + row * rows.columns
            for column in 0..<rows.columns { x[column] *= rows.scales[column] }
        }
    }

    // Without calls and branches, so that loops are vectorised. Adding and subtracting 1.5·2²³ rounds, ties to even; a number that
    // is too large for that lies beyond the limit.

    @inline(__always)
    private static func nearest(_ x: Float) -> Float { (x + 12_582_912) - 12_582_912 }

    @inline(__always)
    private static func floor(_ x: Float) -> Float {
        let near = nearest(x)
        return near - (near > x ? 1 : 0)
    }

    /// A NaN becomes the lower bound.
    @inline(__always)
    private static func clamped(_ x: Float, _ limit: Float) -> Float { x > -limit ? (x < limit ? x : limit) : -limit }
}
