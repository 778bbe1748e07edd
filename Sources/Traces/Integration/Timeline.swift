/// Gives each sample the time that it stands for: until the next one begins, and over a gap for one usual period alone.
struct Timeline {
    /// Steps that the usual period is the median of.
    private static let settling = 1000
    /// Steps of more periods than this are gaps.
    private static let gapPeriods = 2.0

    /// Whether several readings may share a time.
    private let sharesTimes: Bool
    /// What a step may be longer than the periods before it is a gap, in s.
    private let slack: Double
    /// What comes after the timeline.
    private(set) var integrator: Integrator
    /// Median of the first steps, in s; nil as long as there are too few.
    private(set) var period: Double?
    /// The sample whose end is not known yet.
    private var held: Sample?
    /// Samples with the next one's time, as long as the period is not known.
    private var early: [(sample: Sample, next: Double)] = []

    init(_ format: any TraceFormat.Type, _ integrator: Integrator) {
        (sharesTimes, slack) = (format.sharesTimes, format.slack)
        self.integrator = integrator
    }

    /// Adds the next sample.
    /// - Returns: the time of the sample before where this one's does not follow on it; it is not added then.
    mutating func add(_ sample: Sample) throws(TraceError) -> Double? {
        guard let before = held else {
            held = sample
            return nil
        }
        if sample.time > before.time {
            try give(before, next: sample.time)
            held = sample
        } else if sample.time == before.time, sharesTimes {
            held?.merge(sample)
        } else {
            return before.time
        }
        return nil
    }

    /// Adds what is still held.
    /// - Returns: false where a single sample does not tell how long it lasts.
    mutating func finish() throws(TraceError) -> Bool {
        guard let last = held else { return true }
        if period == nil { settle(with: last) }
        guard let period else { return false }
        for (sample, next) in early { try integrate(sample, next: next, period) }
        early = []
        let end = last.end.isNaN ? last.time + period : last.end
        try integrate(last, next: end, period)
        integrator.finish()
        return true
    }

    private mutating func give(_ sample: Sample, next: Double) throws(TraceError) {
        if let period { return try integrate(sample, next: next, period) }
        early.append((sample, next))
        guard early.count == Self.settling else { return }
        settle(with: nil)
        guard let period else { return }
        for (sample, next) in early { try integrate(sample, next: next, period) }
        early = []
    }

    /// Finds the usual period from what has come so far.
    private mutating func settle(with last: Sample?) {
        var steps = early.map { $0.next - $0.sample.time }
        if let last, !last.end.isNaN { steps.append(last.end - last.time) }
        if !steps.isEmpty { period = steps.sorted()[(steps.count - 1) / 2] }
    }

    private mutating func integrate(_ sample: Sample, next: Double, _ period: Double) throws(TraceError) {
        let isGap = next - sample.time > Self.gapPeriods * period + slack
        let end = sample.end.isNaN ? (isGap ? sample.time + period : next) : sample.end
        try integrator.add(sample, until: end, next: next)
    }
}
