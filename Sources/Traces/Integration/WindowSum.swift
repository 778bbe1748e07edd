/// What has been summed of a window so far.
struct WindowSum {
    /// Places of gaps that are kept; all are counted.
    private static let keptGaps = 5

    /// The digital run's or the mark's number, or the place among the ranges.
    let number: Int
    /// What is outside does not count.
    private let limits: ClosedRange<Double>
    /// From the first to the last moment of the file that lies in the window.
    private(set) var extent: ClosedRange<Double>?
    private(set) var energy = CompensatedSum()
    private(set) var charge = CompensatedSum()
    private(set) var covered = CompensatedSum()
    private(set) var highest = -Double.infinity
    private(set) var samples = 0
    private(set) var missing = 0
    private(set) var gaps = TraceGaps()

    init(number: Int, limits: ClosedRange<Double> = -.infinity ... .infinity) {
        self.number = number
        self.limits = limits
    }

    /// Adds a sample that stands for the time until `end`; until `next`, where the following one begins, is a gap.
    mutating func add(_ sample: Sample, until end: Double, next: Double) {
        let (from, to) = (max(sample.time, limits.lowerBound), min(next, limits.upperBound))
        guard from < to else { return }
        extent = (extent?.lowerBound ?? from)...to
        if from < end {
            samples += sample.readings
            missing += sample.missing
            if sample.readings > 0 { cover(sample, min(end, to) - from) }
        }
        let gap = max(from, end)
        if gap < to { gaps.add(TraceGap(start: .init(gap), duration: .init(to - gap)), keeping: Self.keptGaps) }
    }

    private mutating func cover(_ sample: Sample, _ duration: Double) {
        covered.add(duration)
        energy.add(sample.power * duration)
        if !sample.current.isNaN { charge.add(sample.current * duration) }
        highest = max(highest, sample.highest)
    }

    /// The time that the window asks for: its limits where it has such, what the file holds of it otherwise.
    var asked: ClosedRange<Double>? {
        limits.lowerBound.isFinite ? limits : extent
    }
}
