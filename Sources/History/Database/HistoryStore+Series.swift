#if SQLite
    import GRDB
    import Report

    extension HistoryStore {
        /// All series of a case.
        /// - Parameters:
        ///   - caseID: the case's id.
        ///   - host: one machine's id; all where it is nil.
        ///   - metrics: which metrics to read.
        /// - Returns: by metric, then host; empty where there is nothing.
        public func series(
            of caseID: String, host: String? = nil, metrics: (HistoryMetric) -> Bool = { _ in true }
        ) throws -> [HistorySeries] {
            var found: [HistorySeries] = []
            try read("cases.name = ?", [caseID], host, metrics) { found.append($0) }
            return found
        }

        /// Walks through the cases of a suite as the file has them, in one pass over its pages.
        /// - Parameters:
        ///   - suite: the suite's name; all suites where it is nil.
        ///   - host: one machine's id; all where it is nil.
        ///   - metrics: which metrics to read.
        ///   - body: is given all series of a case, at least one.
        public func forEachCase(
            of suite: String? = nil, host: String? = nil, metrics: (HistoryMetric) -> Bool = { _ in true },
            _ body: ([HistorySeries]) throws -> Void
        ) throws {
            var gathered: [HistorySeries] = []
            func gather(_ series: HistorySeries) throws {
                if let first = gathered.first, first.caseID != series.caseID {
                    try body(gathered)
                    gathered = []
                }
                gathered.append(series)
            }
            if let suite {
                try read("cases.suite = (SELECT id FROM suites WHERE name = ?)", [suite], host, metrics, gather)
            } else {
                try read("TRUE", [], host, metrics, gather)
            }
            if !gathered.isEmpty { try body(gathered) }
        }

        /// Reads the points of the cases that `condition` leaves in the order of the table's key.
        private func read(
            _ condition: String, _ arguments: StatementArguments, _ host: String?,
            _ metrics: (HistoryMetric) -> Bool, _ body: (HistorySeries) throws -> Void
        ) throws {
            try access { queue in
                try queue.read { database in
                    let catalogue = try HistoryCatalogue(database, file: path)
                    let metricKeys = catalogue.metrics.filter { metrics($0.value) }.map(\.key)
                    let hostKeys = catalogue.hosts.filter { host == nil || $0.value == host }.map(\.key)
                    // The order of the join is that of the key: CROSS JOIN keeps SQLite from turning it round.
                    let rows = try Row.fetchCursor(
                        database,
                        sql: """
                            SELECT cases.id, cases.name, metric, points.host, run, value, low, high, confidence, count
                            FROM cases CROSS JOIN points ON points."case" = cases.id
                            WHERE \(condition) AND metric IN (\(Self.list(metricKeys)))
                                AND points.host IN (\(Self.list(hostKeys)))
                            ORDER BY points."case", metric, points.host
                            """, arguments: arguments)
                    var collected: SeriesCollector?
                    while let row = try rows.next() {
                        let key = SeriesCollector.Key(
                            caseKey: try row.number(0, in: path), metric: try row.number(2, in: path),
                            host: try row.number(3, in: path))
                        if collected?.key != key {
                            if let done = collected { try body(done.series(catalogue, file: path)) }
                            collected = SeriesCollector(key: key, caseID: try row.text(1, in: path))
                        }
                        collected?.points.append(try row.point(from: 4, catalogue, in: path))
                    }
                    if let done = collected { try body(done.series(catalogue, file: path)) }
                }
            }
        }

        private static func list(_ keys: [Int64]) -> String {
            keys.map(String.init).joined(separator: ", ")
        }
    }

    /// The points of one series as they come.
    private struct SeriesCollector {
        struct Key: Equatable {
            let caseKey: Int64
            let metric: Int64
            let host: Int64
        }

        let key: Key
        let caseID: String
        var points: [HistoryPoint] = []

        func series(_ catalogue: HistoryCatalogue, file: String) throws -> HistorySeries {
            guard let metric = catalogue.metrics[key.metric], let host = catalogue.hosts[key.host] else {
                throw HistoryError.damaged(file: file, cause: "points of an unknown metric or host")
            }
            return HistorySeries(host: host, caseID: caseID, metric: metric, points: points)
        }
    }
#endif
