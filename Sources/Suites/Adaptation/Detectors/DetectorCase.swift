import Drift
import Measurement
import Report
import Statistics

/// A detector that watches errors whose rate changes, or never does: how long it takes to see it, over many streams.
struct DetectorCase {
    let kind: DetectorDefinition.DetectorKind
    let definition: DetectorDefinition
    /// The rate after the change; nil where there is none.
    let step: Double?
    let seed: UInt64

    /// Runs the streams, and makes the call: one more value.
    /// - Throws: `DriftError` and `StatisticsError` for parameters that cannot be.
    func prepare() throws -> PreparedCase {
        switch kind {
        case .pageHinkley: try prepare(DetectorDefinition.DetectorKind.makePageHinkley())
        case .adwin: try prepare(DetectorDefinition.DetectorKind.makeADWIN())
        case .ddm: try prepare(DetectorDefinition.DetectorKind.makeDDM())
        }
    }

    /// Made for each detector, as a device would have it.
    private func prepare(_ detector: some DriftDetector) throws -> PreparedCase {
        let length = try runLength(of: detector)
        var prepared = call(on: detector)
        prepared.verify = { [check(length)] }
        prepared.metrics = metrics(length)
        return prepared
    }

    private func call(on detector: some DriftDetector) -> PreparedCase {
        var detector = detector
        var generator = SeededGenerator(seed: seed, stream: "values to time a detector by")
        let values = (0..<4096).map { _ in generator.uniform() < step ?? definition.rate ? 1.0 : 0 }
        var at = 0
        return PreparedCase(call: {
            _ = detector.add(values[at])
            at = (at &+ 1) & 4095
            // As old as a device's becomes.
            if at == 0 { detector.reset() }
        })
    }

    private func runLength(of detector: some DriftDetector) throws -> RunLength {
        var generator = SeededGenerator(seed: seed, stream: "streams of a detector")
        let seeds = (0..<definition.streams).map { _ in generator.next() }
        guard let step else {
            return try RunLength.untilFalseAlarm(
                of: detector, on: { [rate = definition.rate] _, generator in generator.uniform() < rate ? 1 : 0 },
                seeds: seeds, limit: definition.limit)
        }
        return try RunLength.sinceChange(
            at: definition.after, of: detector,
            on: { [rate = definition.rate, after = definition.after] index, generator in
                generator.uniform() < (index < after ? rate : step) ? 1 : 0
            }, seeds: seeds, limit: definition.limit)
    }

    private func metrics(_ length: RunLength) -> [String: Report.Metric] {
        let missed = Double(length.missed) / Double(definition.streams)
        func share(_ better: Report.Direction) -> Report.Metric {
            .value(
                .init(
                    unit: "1", better: better, provenance: .measured, value: missed,
                    interval: .init(length.missedInterval.low, length.missedInterval.high),
                    confidence: TimeRatio.confidence, count: definition.streams))
        }
        func median(_ better: Report.Direction) -> Report.Metric {
            guard let interval = length.medianInterval, interval.high <= Double(definition.limit) else {
                return .unavailable(
                    unit: "1",
                    reason:
                        "in \(length.missed) of \(definition.streams) streams no alarm came within \(definition.limit) values"
                )
            }
            return .value(
                .init(
                    unit: "1", better: better, provenance: .measured, value: length.median,
                    interval: .init(interval.low, interval.high), confidence: TimeRatio.confidence,
                    count: definition.streams))
        }
        guard step != nil else { return ["detection.run-length": median(.higher), "detection.quiet": share(.higher)] }
        return ["detection.delay": median(.lower), "detection.missed": share(.lower)]
    }

    /// Whether a rate that becomes three times as high is seen in most streams, which all of them are made for.
    private func check(_ length: RunLength) -> Report.Check {
        let isSeen = step.map { $0 < 3 * definition.rate || 2 * length.missed < definition.streams } ?? true
        return .init(
            name: "streams", passed: isSeen && length.lengths.count == definition.streams,
            detail:
                "\(definition.streams) streams, \(length.missed) without an alarm within \(definition.limit) values, "
                + "\(length.earlyAlarms) alarms before the change")
    }
}
