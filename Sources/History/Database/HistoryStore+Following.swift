#if SQLite
    import Basics

    extension HistoryStore {
        /// The series of a case that are followed, or those of metrics by name; of a case that is not followed, its times.
        /// - Throws: ``HistoryError/unknown(kind:name:nearest:)`` where the case has none of the metrics.
        public func followed(_ caseID: String, metrics: [String] = []) throws -> [HistorySeries] {
            let series = try series(of: caseID)
            guard metrics.isEmpty else {
                try require(metrics, among: series.map(\.metric.name), kind: "metric of \(caseID)")
                return series.filter { metrics.contains($0.metric.name) }
            }
            let followed = Tracking(try runs()).followed(series)
            return followed.isEmpty ? series.filter { Tracking.speeds.contains($0.metric.name) } : followed
        }

        /// Walks through the cases of a suite, or of all, with the series that are followed, or those of metrics by name.
        /// - Throws: ``HistoryError/unknown(kind:name:nearest:)`` for a metric that nothing has.
        public func forEachFollowed(
            of suite: String? = nil, host: String? = nil, metrics: [String] = [],
            _ body: ([HistorySeries]) throws -> Void
        ) throws {
            guard metrics.isEmpty else {
                try require(metrics, among: metricNames(), kind: "metric")
                return try forEachCase(of: suite, host: host, metrics: { metrics.contains($0.name) }, body)
            }
            let tracking = Tracking(try runs())
            try forEachCase(of: suite, host: host, metrics: Tracking.mayFollow) { series in
                let followed = tracking.followed(series)
                if !followed.isEmpty { try body(followed) }
            }
        }

        /// What the history says of all suites.
        /// - Throws: ``HistoryError``, `StatisticsError`.
        public func overview() async throws -> HistoryOverview {
            try await HistoryOverview(of: runs()) { suite in
                var cases: [[HistorySeries]] = []
                try forEachFollowed(of: suite) { cases.append($0) }
                return cases
            }
        }

        /// - Throws: ``HistoryError/unknown(kind:name:nearest:)`` for a name that is not known.
        func require(_ names: [String], among known: [String], kind: String) throws {
            let known = Set(known)
            for name in names where !known.contains(name) {
                throw HistoryError.unknown(
                    kind: kind, name: name, nearest: nearestNames(to: name, in: known.sorted()))
            }
        }

        private func metricNames() throws -> [String] {
            try access { queue in
                try queue.read { try HistoryCatalogue($0, file: path).metrics.values.map(\.name) }
            }
        }
    }
#endif
