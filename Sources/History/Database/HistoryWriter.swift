#if SQLite
    import GRDB
    import Report

    /// Writes reports into the tables, inside a transaction of its caller.
    final class HistoryWriter {
        private let database: Database
        /// Keys of the metrics met so far: every case has the same few.
        private var metrics: [HistoryMetric: Int64] = [:]

        init(_ database: Database) {
            self.database = database
        }

        /// Writes a report's run and figures.
        /// - Returns: the number of figures; nil where the run is there already.
        /// - Throws: ``HistoryError/otherContents(report:run:)`` where it is there with other contents.
        func add(_ file: ReportFile) throws -> Int? {
            let report = file.report
            let host = try key(
                finding: "SELECT id FROM hosts WHERE name = ?", [report.host.id],
                adding: "INSERT INTO hosts (name, cpu) VALUES (?, ?)", [report.host.id, report.host.cpu])
            let digest = try String.fetchOne(
                database.cachedStatement(sql: "SELECT digest FROM runs WHERE host = ? AND name = ?"),
                arguments: [host, report.run.id])
            if let digest {
                guard digest == file.digest else {
                    throw HistoryError.otherContents(report: file.path, run: report.run.id)
                }
                return nil
            }
            let suite = try key(
                finding: "SELECT id FROM suites WHERE name = ?", [report.suite.name],
                adding: "INSERT INTO suites (name) VALUES (?)", [report.suite.name])
            let figures = try figures(of: report, suite: suite)
            let run = try insert(
                """
                INSERT INTO runs (
                    host, name, suite, started, mode, revision, dirty, reference, definition, digest, figures
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    host, report.run.id, suite, report.run.started, report.run.mode.rawValue, report.tool.commit,
                    report.tool.dirty, report.run.options?["reference"], report.suite.digest, file.digest,
                    figures.count,
                ])
            for figure in figures {
                let value = figure.value
                try database.cachedStatement(sql: "INSERT INTO points VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
                    arguments: [
                        figure.caseKey, figure.metric, host, run, value.value, value.interval.low, value.interval.high,
                        value.confidence, value.count,
                    ])
            }
            return figures.count
        }

        private struct Figure {
            let caseKey: Int64
            let metric: Int64
            let value: Report.MetricValue
        }

        /// The figures in the order of the table, so that its pages are met one after the other.
        private func figures(of report: Report, suite: Int64) throws -> [Figure] {
            var figures: [Figure] = []
            for entry in report.cases {
                let values = entry.metrics.compactMap { name, metric in
                    if case .value(let value) = metric { (name: name, value: value) } else { nil }
                }
                guard !values.isEmpty else { continue }
                let caseKey = try key(
                    finding: "SELECT id FROM cases WHERE name = ?", [entry.id],
                    adding: "INSERT INTO cases (suite, name) VALUES (?, ?)", [suite, entry.id])
                for (name, value) in values {
                    let metric = HistoryMetric(
                        name: name, unit: value.unit, better: value.better, provenance: value.provenance)
                    figures.append(.init(caseKey: caseKey, metric: try key(of: metric), value: value))
                }
            }
            return figures.sorted { ($0.caseKey, $0.metric) < ($1.caseKey, $1.metric) }
        }

        private func key(of metric: HistoryMetric) throws -> Int64 {
            if let known = metrics[metric] { return known }
            let facts: StatementArguments = [
                metric.name, metric.unit, metric.better.rawValue, metric.provenance.rawValue,
            ]
            let key = try key(
                finding: "SELECT id FROM metrics WHERE name = ? AND unit = ? AND better = ? AND provenance = ?", facts,
                adding: "INSERT INTO metrics (name, unit, better, provenance) VALUES (?, ?, ?, ?)", facts)
            metrics[metric] = key
            return key
        }

        /// The key of a row that is there, or is added.
        private func key(
            finding query: String, _ identity: StatementArguments, adding insertion: String, _ facts: StatementArguments
        ) throws -> Int64 {
            if let key = try Int64.fetchOne(database.cachedStatement(sql: query), arguments: identity) { return key }
            return try insert(insertion, facts)
        }

        /// Adds a row and returns its key.
        private func insert(_ sql: String, _ values: StatementArguments) throws -> Int64 {
            try database.cachedStatement(sql: sql).execute(arguments: values)
            return database.lastInsertedRowID
        }
    }
#endif
