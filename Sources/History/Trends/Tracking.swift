import Report

/// Which figures of a case trends and gates look at: its speed, and what the same program gives again to the last digit.
/// What is arithmetic on the time says nothing new; counters and energy are followed where someone asks for them.
public enum Tracking {
    /// Of these a case is followed by the first that it has. Against a reference build a machine's mood cancels.
    static let speeds = ["time.ratio", "time"]

    /// Whether some case may be followed by a metric.
    public static func mayFollow(_ metric: HistoryMetric) -> Bool {
        speeds.contains(metric.name) || isExact(metric)
    }

    /// Whether a metric's figures are the same in every run of the same program.
    static func isExact(_ metric: HistoryMetric) -> Bool {
        Report.repetition(of: metric.name, provenance: metric.provenance) == .exact
    }

    /// The series of a case that are followed, in the order in which people want to see them.
    /// - Parameter series: all of one case, of any hosts.
    public static func followed(_ series: [HistorySeries]) -> [HistorySeries] {
        let present = Set(series.map { Pair(host: $0.host, metric: $0.metric.name) })
        let kept = series.filter { each in
            guard let rank = speeds.firstIndex(of: each.metric.name) else { return isExact(each.metric) }
            return !speeds[..<rank].contains { present.contains(Pair(host: each.host, metric: $0)) }
        }
        let order = Report.inOrder(kept.map(\.metric.name))
        let places = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
        return kept.sorted { ($0.host, places[$0.metric.name] ?? 0) < ($1.host, places[$1.metric.name] ?? 0) }
    }

    private struct Pair: Hashable {
        let host: String
        let metric: String
    }
}
