#if SQLite
    import Basics

    extension HistoryStore {
        /// The series of a case that are followed, or those of metrics by name.
        /// - Throws: ``HistoryError/unknown(kind:name:nearest:)`` where the case has none of the metrics.
        public func followed(_ caseID: String, metrics: [String] = []) throws -> [HistorySeries] {
            let series = try series(of: caseID)
            if metrics.isEmpty { return Tracking.followed(series) }
            let known = Set(series.map(\.metric.name)).sorted()
            for name in metrics where !known.contains(name) {
                throw HistoryError.unknown(
                    kind: "metric of \(caseID)", name: name, nearest: nearestNames(to: name, in: known))
            }
            return series.filter { metrics.contains($0.metric.name) }
        }

        /// Walks through the cases of a suite, or of all, with the series that are followed, or those of metrics by name.
        public func forEachFollowed(
            of suite: String? = nil, metrics: [String] = [], _ body: ([HistorySeries]) throws -> Void
        ) throws {
            guard metrics.isEmpty else {
                return try forEachCase(of: suite, metrics: { metrics.contains($0.name) }, body)
            }
            try forEachCase(of: suite, metrics: Tracking.mayFollow) { try body(Tracking.followed($0)) }
        }

        /// What the history says of a suite.
        /// - Throws: ``HistoryError``, `StatisticsError`.
        public func suite(_ name: String) async throws -> SuiteHistory {
            var cases: [[HistorySeries]] = []
            try forEachFollowed(of: name) { cases.append($0) }
            return try await SuiteHistory(name, runs: runs().filter { $0.suite == name }, cases: cases)
        }
    }
#endif
