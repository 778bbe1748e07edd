import Basics
import Quantities

/// Records the energy of a time, from a source that is read again and again on the calling thread.
public struct EnergyRecorder {
    /// 50 ms: a battery or a board's sensor is renewed less often, RAPL every millisecond.
    public static let standardInterval = Seconds(0.05)

    /// What is read.
    public let source: EnergySource
    /// Between two readings; less than what was asked for where a counter would wrap twice.
    public let interval: Seconds
    private let now: () -> Double

    /// - Parameters:
    ///   - source: opened on the thread that records.
    ///   - interval: between two readings, above 0.
    ///   - now: monotonic time in seconds.
    public init(
        _ source: EnergySource, interval: Seconds = standardInterval, now: @escaping () -> Double = Clock.seconds
    ) {
        self.source = source
        self.interval = source.longestInterval.map { min($0, interval) } ?? interval
        self.now = now
    }

    /// Records something from just before its start to its end.
    /// - Parameters:
    ///   - start: lets it begin, and returns at once.
    ///   - isRunning: waits so long for its end; false as soon as it has ended.
    /// - Throws: why there is no energy: no reading succeeded, the source never moved, the time was too short for it.
    public func record(
        starting start: () -> Void, while isRunning: (Seconds) -> Bool
    ) throws(EnergyUnavailability) -> EnergyWindow {
        try window(starting: start, while: isRunning, allowingZero: false)
    }

    /// Records a time in which nothing is started, for the power without it. A sensor may read 0 W then.
    /// - Parameters:
    ///   - duration: how long.
    ///   - wait: waits so long; false ends the recording early.
    /// - Throws: as ``record(starting:while:)``.
    public func recordIdle(
        for duration: Seconds, waiting wait: (Seconds) -> Bool
    ) throws(EnergyUnavailability) -> EnergyWindow {
        let end = now() + duration.value
        let isRunning: (Seconds) -> Bool = { step in
            let left = Seconds(max(0, end - now()))
            return wait(min(step, left)) && now() < end
        }
        return try window(starting: {}, while: isRunning, allowingZero: true)
    }

    private func window(
        starting start: () -> Void, while isRunning: (Seconds) -> Bool, allowingZero: Bool
    ) throws(EnergyUnavailability) -> EnergyWindow {
        var last = now()
        var tally = WindowTally(source, interval: interval, at: last)
        start()
        // What a reading takes is not waited for again.
        while isRunning(Seconds(max(0, last + interval.value - now()))) {
            last = now()
            tally.take(at: last)
        }
        tally.take(at: now())
        return try tally.window(allowingZero: allowingZero)
    }
}
