import Report
import Statistics

/// How a case's time moves while its group is repeated.
enum Sustained {
    /// About thirty points, each the median of its stretch with the median's interval.
    static func series(id: String, seconds: [Double], elapsed: [Double]) -> Report.Series {
        let stretch = max(MeasurementSettings.minimumRounds, seconds.count / 30)
        let points = stride(from: 0, to: seconds.count - stretch + 1, by: stretch).compactMap { start in
            let part = Array(seconds[start..<start + stretch])
            return (try? AutocorrelatedMedian(of: part, confidence: 0.95)).map { median in
                Report.Series.Point(
                    x: elapsed[start + stretch - 1], y: median.median,
                    interval: median.interval.map { .init($0.low, $0.high) })
            }
        }
        return .init(
            name: "sustained:\(id)", x: .init(name: "elapsed", unit: "s"), y: .init(name: "time", unit: "s"),
            points: points, label: id)
    }
}

extension Rounds {
    /// Drops the first half of the rounds.
    mutating func keepLatterHalf() {
        let keep = max(MeasurementSettings.minimumRounds, elapsed.count / 2)
        elapsed = elapsed.suffix(keep)
        seconds = seconds.map { $0.suffix(keep) }
    }
}
