import Kernels

/// Rows of weights from FP32 to the numbers in which they are stored, and back. Not safe for concurrent use.
final class WeightStore {
    private let conversion: Conversion
    private let integers: IntegerNumbers?
    private let elementBytes: Int
    private var noise: RoundingNoise?
    private let elements: ElementwiseKernels

    /// nil where weights are stored as they are computed with.
    init?(_ numbers: TrainingNumbers, _ elements: ElementwiseKernels = .fastest) {
        self.elements = elements
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
        var integers: UnsafeMutablePointer<Int8> { stored.assumingMemoryBound(to: Int8.self) }
    }

    /// Bytes of the rows before this one.
    func offset(ofElement element: Int) -> Int { element * elementBytes }

    /// The real weights.
    func load(_ rows: Rows, into w: UnsafeMutablePointer<Float>) {
        guard integers != nil else { return conversion.dequantize(rows.stored, w, rows.count, .identity) }
        elements.scale(rows.integers, by: rows.scales, into: w, rows: rows.rows, columns: rows.columns)
    }

    /// The weights as the optimiser updates them, and with them their gradient.
    func load(_ rows: Rows, into w: UnsafeMutablePointer<Float>, scaling gradient: UnsafeMutablePointer<Float>) {
        guard let integers, !integers.scalesGradients else { return load(rows, into: w) }
        conversion.dequantize(rows.stored, w, rows.count, .identity)
        for row in 0..<rows.rows {
            let gradient = gradient + row * rows.columns
            for column in 0..<rows.columns { gradient[column] *= rows.scales[column] }
        }
    }

    /// Rounds weights that the optimiser has updated, and stores them; integers are moved, so that a weight whose gradient is 0
    /// stays what it is.
    func store(_ w: UnsafePointer<Float>, into rows: Rows) {
        guard let integers else { return conversion.quantize(w, rows.stored, rows.count, .identity) }
        elements.move(
            rows.integers, to: w, integers.scalesGradients ? .scaled : .unscaled, by: rows.scales,
            limit: integers.weightLimit, noise: &noise, rows: rows.rows, columns: rows.columns)
    }

    /// Stores the weights that training begins with.
    func begin(_ w: UnsafePointer<Float>, into rows: Rows) {
        guard let integers else { return conversion.quantize(w, rows.stored, rows.count, .identity) }
        elements.quantize(
            w, by: rows.scales, limit: integers.weightLimit, into: rows.integers, rows: rows.rows,
            columns: rows.columns)
    }
}
