import Foundation

/// The newest night of a host: its newest run, and what else was measured of the same commit shortly before.
///
/// A night has a run a suite and more, and nobody but commit and time ties them together.
public struct Night: Sendable {
    /// All suites, measured one after the other, take less; the next night comes later.
    static let longest: TimeInterval = 20 * 3600

    /// The machine's id.
    public let host: String
    /// The commit that was measured.
    public let commit: String
    /// Its runs, the oldest first.
    public let runs: [HistoryRun]
    private let names: Set<String>

    /// The newest night.
    /// - Parameters:
    ///   - runs: of all nights, the oldest first.
    ///   - host: the machine; that of the newest run where it is nil.
    ///   - suite: one suite; all where it is nil.
    /// - Returns: nil where there is no such run.
    public init?(newestOf runs: [HistoryRun], host: String? = nil, suite: String? = nil) {
        let eligible = runs.filter { (host == nil || $0.host == host) && (suite == nil || $0.suite == suite) }
        guard let newest = eligible.last else { return nil }
        self.host = newest.host
        commit = newest.commit
        let end = Self.date(newest)
        self.runs = eligible.filter { run in
            guard run.host == newest.host, run.commit == newest.commit else { return false }
            guard run !== newest, let end, let start = Self.date(run) else { return true }
            return end.timeIntervalSince(start) < Self.longest
        }
        names = Set(self.runs.map(\.name))
    }

    /// Whether a point was measured in the night.
    func has(_ point: HistoryPoint) -> Bool {
        point.run.host == host && names.contains(point.run.name)
    }

    private static func date(_ run: HistoryRun) -> Date? {
        try? Date(run.started, strategy: .iso8601)
    }
}
