/// The newest night of a host: its newest run, and what else was measured of the same commit.
///
/// A night has a run a suite and more, and nobody but the commit ties them together.
public struct Night: Sendable {
    /// The machine's id.
    public let host: String
    /// The commit that was measured.
    public let commit: String
    /// Its runs, the oldest first.
    public let runs: [HistoryRun]

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
        self.runs = eligible.filter { $0.host == newest.host && $0.commit == newest.commit }
    }

    /// Whether a point was measured in the night.
    func has(_ point: HistoryPoint) -> Bool {
        point.run.host == host && point.run.commit == commit
    }
}
