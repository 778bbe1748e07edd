import Statistics

/// The value of a stream at a place, counted from 0. It may draw as often as it likes, from the generator alone.
public typealias DriftStream = (_ index: Int, _ generator: inout SeededGenerator) -> Double

extension RunLength {
    /// Lengths up to here are exact as FP64 numbers, and places do not overflow.
    private static let longest = 1 << 52

    /// How long a detector goes without a false alarm.
    /// - Parameters:
    ///   - detector: is copied and reset for each stream.
    ///   - stream: one whose law does not change.
    ///   - seeds: one stream each.
    ///   - limit: after so many values a stream ends, 1 … 2⁵².
    ///   - confidence: of the intervals, a fraction.
    /// - Throws: `empty` without seeds, or `outOfRange`.
    public static func untilFalseAlarm(
        of detector: some DriftDetector, on stream: DriftStream, seeds: some Sequence<UInt64>, limit: Int,
        confidence: Double = 0.95
    ) throws(StatisticsError) -> RunLength {
        try sinceChange(at: 0, of: detector, on: stream, seeds: seeds, limit: limit, confidence: confidence)
    }

    /// How long a detector takes to see a change: 1 where the first value after it raises the alarm.
    ///
    /// Alarms before the change are counted as `earlyAlarms`, and the detector starts anew after each, as it would on
    /// a device; it then has seen fewer values when the change comes.
    /// - Parameters:
    ///   - change: the place of the first value of the new law, 0 … 2⁵².
    ///   - detector: is copied and reset for each stream.
    ///   - stream: one whose law changes at `change`.
    ///   - seeds: one stream each.
    ///   - limit: so many values after the change a stream ends, and its detection is missed; 1 … 2⁵².
    ///   - confidence: of the intervals, a fraction.
    /// - Throws: `empty` without seeds, or `outOfRange`.
    public static func sinceChange(
        at change: Int, of detector: some DriftDetector, on stream: DriftStream, seeds: some Sequence<UInt64>,
        limit: Int, confidence: Double = 0.95
    ) throws(StatisticsError) -> RunLength {
        guard (0...longest).contains(change) else {
            throw .outOfRange("change", value: Double(change), allowed: "0 … 2⁵²")
        }
        guard (1...longest).contains(limit) else {
            throw .outOfRange("limit", value: Double(limit), allowed: "1 … 2⁵²")
        }
        var lengths: [Int] = []
        var earlyAlarms = 0
        for seed in seeds {
            var detector = detector
            detector.reset()
            var generator = SeededGenerator(seed: seed, stream: "drift")
            for index in 0..<change {
                if detector.add(stream(index, &generator)) { earlyAlarms += 1 }
            }
            let alarm = (1...limit).first { detector.add(stream(change + $0 - 1, &generator)) }
            lengths.append(alarm ?? limit + 1)
        }
        return try RunLength(lengths: lengths, limit: limit, earlyAlarms: earlyAlarms, confidence: confidence)
    }
}
