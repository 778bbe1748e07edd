/// The drift detection method: takes errors of 0 and 1, remembers where the error rate and its standard deviation
/// were lowest, and raises an alarm when the rate lies `driftThreshold` of those deviations above.
///
/// Computes what `river.drift.binary.DDM` of river 0.26.1 does, operation by operation. A value below 0 or above 1 is
/// no error and is passed over, as NaN is. Source: J. Gama, P. Medas, G. Castillo, P. Rodrigues, "Learning with drift
/// detection", SBIA 2004.
public struct DDM: DriftDetector, Equatable {
    /// What grows with the stream.
    struct State: Equatable, Sendable {
        var count = 0
        var rate = 0.0
        var leastRate = 0.0
        var leastDeviation = 0.0
        var leastSum = Double.infinity
        var isWarning = false
        var isDetected = false
    }

    /// After how many values warnings and alarms begin.
    public let warmStart: Int
    /// How many of the least standard deviations above the least rate are worth a warning.
    public let warningThreshold: Double
    /// How many of them are drift.
    public let driftThreshold: Double
    private(set) var state = State()

    /// - Parameters:
    ///   - warmStart: 0 or more.
    ///   - warningThreshold: above 0, at most `driftThreshold`.
    ///   - driftThreshold: above 0.
    public init(
        warmStart: Int = 30, warningThreshold: Double = 2, driftThreshold: Double = 3
    ) throws(DriftError) {
        try require(warmStart, in: 0 ... .max, named: "warmStart")
        try requirePositive(warningThreshold, named: "warningThreshold")
        try requirePositive(driftThreshold, named: "driftThreshold")
        guard warningThreshold <= driftThreshold else {
            throw .warningAfterDrift(warning: warningThreshold, drift: driftThreshold)
        }
        self.warmStart = warmStart
        self.warningThreshold = warningThreshold
        self.driftThreshold = driftThreshold
    }

    /// The share of errors since the last start; 0 before the first value.
    public var errorRate: Double { state.rate }

    /// Whether the error rate lies in the warning zone; not where it is drift already.
    public var isWarning: Bool { state.isWarning }

    /// Takes the next number: 1 for an error, 0 for none.
    /// - Returns: whether drift is detected with it.
    public mutating func add(_ value: Double) -> Bool {
        guard value >= 0, value <= 1 else { return false }
        if state.isDetected { reset() }
        state.count += 1
        state.rate += (1 / Double(state.count)) * (value - state.rate)
        let rate = state.rate
        let deviation = (rate * (1 - rate) / Double(state.count)).squareRoot()
        guard state.count > warmStart else { return false }
        if rate + deviation <= state.leastSum {
            state.leastRate = rate
            state.leastDeviation = deviation
            state.leastSum = rate + deviation
        }
        state.isDetected = rate + deviation > state.leastRate + driftThreshold * state.leastDeviation
        state.isWarning =
            !state.isDetected && rate + deviation > state.leastRate + warningThreshold * state.leastDeviation
        return state.isDetected
    }

    /// Forgets all that it has seen.
    public mutating func reset() { state = State() }

    /// 42 bytes: a count, four numbers and two flags.
    public var stateByteCount: Int { MemoryLayout<State>.size }
}
