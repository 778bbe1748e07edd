import Quantities

/// A window while it is recorded. Times are in seconds of one clock.
struct WindowTally {
    /// Intervals after which a reading comes too late to be joined to the one before.
    static let longestStep = 2.5

    private let begin: Double
    private let longestStep: Double
    private var sum: any ReadingSum
    private var end: Double
    /// Up to where the time is covered, or stated as a gap.
    private var frontier: Double
    private var joules = 0.0
    private var covered = 0.0
    private var readings = 0
    private var failures = 0
    private var lastFailure: EnergyUnavailability?
    private var gaps = RecordedGaps()

    /// Begins with the first reading.
    init(_ source: EnergySource, interval: Seconds, at begin: Double) {
        longestStep = Self.longestStep * interval.value
        sum = source.sum(longestStep: longestStep)
        (self.begin, end, frontier) = (begin, begin, begin)
        take(at: begin)
    }

    /// Takes a reading; one that fails is counted.
    mutating func take(at seconds: Double) {
        end = seconds
        do {
            let stretch = try sum.take(at: seconds)
            readings += 1
            if let stretch {
                close(until: stretch.start)
                joules += stretch.joules
                covered += seconds - stretch.start
                if seconds - stretch.start > longestStep { note(from: stretch.start, until: seconds) }
                frontier = seconds
            } else {
                close(until: seconds)
            }
        } catch {
            failures += 1
            lastFailure = error
        }
    }

    /// Ends with the last reading.
    /// - Throws: why there is no energy.
    func window(allowingZero: Bool) throws(EnergyUnavailability) -> EnergyWindow {
        var last = self
        last.close(until: end)
        return try last.closed(allowingZero: allowingZero)
    }

    private func closed(allowingZero: Bool) throws(EnergyUnavailability) -> EnergyWindow {
        let seconds = end - begin
        guard covered > 0 else { throw lastFailure ?? .uncovered(readings: readings, seconds: seconds) }
        do {
            try sum.check(over: seconds)
        } catch .zeroPower where allowingZero {
            // A rail may rest as long as nothing runs.
        }
        return EnergyWindow(
            duration: Seconds(seconds), covered: Seconds(covered), energy: Joules(joules),
            highestPower: Watts(sum.highest ?? joules / covered), readings: readings, changes: sum.changes,
            failures: failures, lastFailure: lastFailure, gaps: gaps)
    }

    /// States that nothing is known up to a moment.
    private mutating func close(until seconds: Double) {
        guard seconds > frontier else { return }
        note(from: frontier, until: seconds)
        frontier = seconds
    }

    private mutating func note(from start: Double, until end: Double) {
        gaps.add(RecordedGap(start: Seconds(start - begin), duration: Seconds(end - start)))
    }
}
