import RealModule

/// Adaptive windowing: keeps the longest window of recent values within which no two parts differ in their mean, and
/// raises an alarm when it has to cut older values off.
///
/// Computes what `river.drift.ADWIN` of river 0.26.1 does, operation by operation, so alarms come at the same
/// positions. After an alarm `estimation` and `width` are those of what the cut has left; with the next value the
/// window starts from nothing, as river's does, where the paper's would go on with what is left.
///
/// Source: A. Bifet, R. Gavaldà, "Learning from time-changing data with adaptive windowing", SDM 2007.
public struct ADWIN: DriftDetector, Equatable {
    /// What of the state has a fixed size.
    private struct State: Equatable, Sendable {
        var width = 0.0
        var total = 0.0
        var variance = 0.0
        var tick = 0
        var isDetected = false
    }

    /// The probability of a false alarm that a test is made for.
    public let delta: Double
    /// With every how many values the window is tested.
    public let clock: Int
    /// How many buckets of each size there may be.
    public let maxBuckets: Int
    /// How many values a part has to have to be compared.
    public let minWindowLength: Int
    /// Windows of this many values or fewer are not tested.
    public let gracePeriod: Int
    private var state = State()
    private var window: ExponentialHistogram

    /// - Parameters:
    ///   - delta: a fraction.
    ///   - clock: at least 1.
    ///   - maxBuckets: 2 to 65,536; of one bucket a size, river 0.26.1 ends with a panic.
    ///   - minWindowLength: at least 1.
    ///   - gracePeriod: 0 or more.
    public init(
        delta: Double = 0.002, clock: Int = 32, maxBuckets: Int = 5, minWindowLength: Int = 5, gracePeriod: Int = 10
    ) throws(DriftError) {
        try requireFraction(delta, named: "delta")
        try require(clock, in: 1 ... .max, named: "clock")
        try require(maxBuckets, in: 2...65536, named: "maxBuckets")
        try require(minWindowLength, in: 1 ... .max, named: "minWindowLength")
        try require(gracePeriod, in: 0 ... .max, named: "gracePeriod")
        self.delta = delta
        self.clock = clock
        self.maxBuckets = maxBuckets
        self.minWindowLength = minWindowLength
        self.gracePeriod = gracePeriod
        window = ExponentialHistogram(maxBuckets: maxBuckets)
    }

    /// How many values the window holds.
    public var width: Int { Int(state.width) }
    /// The sum of the values in the window.
    public var total: Double { state.total }
    /// The sum of squared distances of the window's values from their mean; river's `variance`.
    public var variance: Double { state.variance }
    /// The mean of the window; 0 where it is empty.
    public var estimation: Double { state.width == 0 ? 0 : state.total / state.width }

    /// Takes the next number.
    /// - Returns: whether drift is detected with it.
    public mutating func add(_ value: Double) -> Bool {
        guard value.isWatchable else { return false }
        if state.isDetected { reset() }
        state.width += 1
        if state.width > 1 {
            let distance = value - state.total / (state.width - 1)
            state.variance += (state.width - 1) * distance * distance / state.width
        }
        state.total += value
        window.append(value)
        state.tick += 1
        guard state.tick.isMultiple(of: clock), state.width > Double(gracePeriod) else { return false }
        while partsDiffer() {
            dropOldestBucket()
            state.isDetected = true
        }
        return state.isDetected
    }

    /// Forgets all that it has seen.
    public mutating func reset() {
        state = State()
        window.removeAll()
    }

    /// 33 bytes for the window's sums, 8 for each size of buckets and 16 for each bucket that there is room for: about
    /// log₂(width ÷ `maxBuckets`) sizes of `maxBuckets` + 1 buckets.
    public var stateByteCount: Int { MemoryLayout<State>.size + window.byteCount }

    /// Whether the window can be cut, between two of its buckets, into parts whose means differ.
    private func partsDiffer() -> Bool {
        let least = Double(minWindowLength)
        let meanVariance = state.variance / state.width
        let logarithm = Double.log(2 * .log(state.width) / delta)
        var (olderCount, newerCount) = (0.0, state.width)
        var (olderTotal, newerTotal) = (0.0, state.total)
        for row in window.counts.indices.reversed() {
            let size = ExponentialHistogram.size(row: row)
            for index in 0..<window.counts[row] {
                let total = window.bucket(row: row, at: index).total
                olderCount += size
                newerCount -= size
                olderTotal += total
                newerTotal -= total
                guard newerCount >= least else { return false }
                guard olderCount >= least else { continue }
                let reciprocal = 1 / (olderCount - least + 1) + 1 / (newerCount - least + 1)
                // A rounded variance may be below 0; its root is NaN, above which there is nothing.
                let bound =
                    (2 * reciprocal * meanVariance * logarithm).squareRoot() + 2 / 3 * logarithm * reciprocal
                if abs(olderTotal / olderCount - newerTotal / newerCount) > bound { return true }
            }
        }
        return false
    }

    private mutating func dropOldestBucket() {
        let (bucket, size) = window.removeOldest()
        state.width -= size
        state.total -= bucket.total
        let distance = bucket.total / size - state.total / state.width
        state.variance -= bucket.variance + size * state.width * distance * distance / (size + state.width)
    }
}
