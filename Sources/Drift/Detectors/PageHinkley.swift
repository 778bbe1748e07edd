/// The Page-Hinkley test: sums how far values lie above (or below) the mean so far, and raises an alarm when the sum
/// has risen far above its lowest point (or fallen far below its highest).
///
/// Computes what `river.drift.PageHinkley` of river 0.26.1 does, operation by operation, so alarms come at the same
/// positions. Source: E. S. Page, "Continuous inspection schemes", Biometrika 41(1/2), 1954.
public struct PageHinkley: DriftDetector, Equatable {
    /// Which changes of the mean count.
    public enum Mode: String, CaseIterable, Sendable {
        /// Rises alone.
        case up
        /// Falls alone.
        case down
        /// Either.
        case both
    }

    /// What grows with the stream.
    struct State: Equatable, Sendable {
        var count = 0
        var mean = 0.0
        var increases = 0.0
        var decreases = 0.0
        var leastIncreases = Double.infinity
        // river starts at −1. As the first deviation is 0, the first sum is δ ≥ 0: no stream tells the two apart.
        var mostDecreases = -Double.infinity
        var isDetected = false

        /// How far the sum of rises lies above its lowest point.
        var rise: Double { increases - leastIncreases }
        /// How far the sum of falls lies below its highest point.
        var fall: Double { mostDecreases - decreases }
    }

    /// How many values are needed before an alarm.
    public let minInstances: Int
    /// What each deviation is lowered by, in the values' unit: changes of the mean below this are tolerated.
    public let delta: Double
    /// The sum of deviations that raises the alarm, in the values' unit; λ in the literature.
    public let threshold: Double
    /// What a sum is multiplied by with each value, so that it forgets; 1 forgets nothing.
    public let alpha: Double
    /// Which changes of the mean count.
    public let mode: Mode
    private(set) var state = State()

    /// - Parameters:
    ///   - minInstances: at least 1.
    ///   - delta: 0 or more.
    ///   - threshold: above 0.
    ///   - alpha: above 0, at most 1.
    ///   - mode: which changes of the mean count.
    public init(
        minInstances: Int = 30, delta: Double = 0.005, threshold: Double = 50, alpha: Double = 1 - 0.0001,
        mode: Mode = .both
    ) throws(DriftError) {
        try require(minInstances, in: 1 ... .max, named: "minInstances")
        guard delta >= 0, delta.isFinite else { throw .negative("delta", delta) }
        try requirePositive(threshold, named: "threshold")
        guard alpha > 0, alpha <= 1 else { throw .notAWeight("alpha", alpha) }
        self.minInstances = minInstances
        self.delta = delta
        self.threshold = threshold
        self.alpha = alpha
        self.mode = mode
    }

    /// The mean of the values since the last start; 0 before the first.
    public var mean: Double { state.mean }

    /// Takes the next number.
    /// - Returns: whether drift is detected with it.
    public mutating func add(_ value: Double) -> Bool {
        guard value.isWatchable else { return false }
        if state.isDetected { reset() }
        state.count += 1
        state.mean += (1 / Double(state.count)) * (value - state.mean)
        let deviation = value - state.mean
        state.increases = alpha * state.increases + deviation - delta
        state.decreases = alpha * state.decreases + deviation + delta
        if state.increases < state.leastIncreases { state.leastIncreases = state.increases }
        if state.decreases > state.mostDecreases { state.mostDecreases = state.decreases }
        guard state.count >= minInstances else { return false }
        state.isDetected =
            switch mode {
            case .up: state.rise > threshold
            case .down: state.fall > threshold
            case .both: state.rise > threshold || state.fall > threshold
            }
        return state.isDetected
    }

    /// Forgets all that it has seen.
    public mutating func reset() { state = State() }

    /// 49 bytes: a count, five numbers and a flag.
    public var stateByteCount: Int { MemoryLayout<State>.size }
}
