import Report

/// Which figures of a case trends and gates look at: its speed, and what the same program gives again. What is arithmetic on
/// the time says nothing new; counters and energy are followed where someone asks for them.
public struct Tracking: Sendable {
    /// Of these a case is followed by the first that its suite has. Against a reference build a machine's mood cancels.
    static let speeds = ["time.ratio", "time"]

    private struct Place: Hashable {
        let host: String
        let suite: Substring
    }

    /// Where runs were held against a reference build: times of single runs would cry wolf there.
    private let referenced: Set<Place>

    /// - Parameter runs: all that there are.
    init(_ runs: some Sequence<HistoryRun>) {
        referenced = Set(runs.filter { $0.reference != nil }.map { Place(host: $0.host, suite: $0.suite[...]) })
    }

    /// Whether some case may be followed by a metric.
    static func mayFollow(_ metric: HistoryMetric) -> Bool {
        speeds.contains(metric.name) || isExact(metric)
    }

    /// Whether a metric's figures are the same in every run of the same program.
    static func isExact(_ metric: HistoryMetric) -> Bool {
        Report.repetition(of: metric.name, provenance: metric.provenance) == .exact
    }

    /// The series of a case that are followed, in the order in which people want to see them; none of a limit of the machine,
    /// which tells nothing of the program.
    /// - Parameter series: all of one case, of any hosts.
    func followed(_ series: [HistorySeries]) -> [HistorySeries] {
        guard let parts = series.first?.caseID.split(separator: ":", maxSplits: 2), parts.count == 3,
            !parts[2].hasPrefix(Report.Case.peakPrefix), !parts[2].hasPrefix(Report.Case.bandwidthPrefix)
        else { return [] }
        let ratios = Set(series.filter { $0.metric.name == Self.speeds[0] }.map(\.host))
        let kept = series.filter { each in
            guard let rank = Self.speeds.firstIndex(of: each.metric.name) else { return Self.isExact(each.metric) }
            let isReferenced = referenced.contains(Place(host: each.host, suite: parts[0]))
            return rank == 0 || !isReferenced && !ratios.contains(each.host)
        }
        let order = Report.inOrder(kept.map(\.metric.name))
        let places = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
        return kept.sorted { ($0.host, places[$0.metric.name] ?? 0) < ($1.host, places[$1.metric.name] ?? 0) }
    }
}
