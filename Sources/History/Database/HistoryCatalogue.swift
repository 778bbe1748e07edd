#if SQLite
    import GRDB
    import Report

    /// What points refer to by number: few rows, read once.
    struct HistoryCatalogue {
        let hosts: [Int64: String]
        let metrics: [Int64: HistoryMetric]
        let runs: [Int64: HistoryRun]

        /// - Throws: ``HistoryError/damaged(file:cause:)`` where a row refers to nothing or has another's words.
        init(_ database: Database, file: String) throws {
            let hosts = try Self.names("SELECT id, name FROM hosts", database, file)
            let suites = try Self.names("SELECT id, name FROM suites", database, file)
            var metrics: [Int64: HistoryMetric] = [:]
            var rows = try Row.fetchCursor(database, sql: "SELECT id, name, unit, better, provenance FROM metrics")
            while let row = try rows.next() {
                metrics[try row.number(0, in: file)] = HistoryMetric(
                    name: try row.text(1, in: file), unit: try row.text(2, in: file), better: try row.word(3, in: file),
                    provenance: try row.word(4, in: file))
            }
            var runs: [Int64: HistoryRun] = [:]
            rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT id, name, host, suite, started, mode, revision, dirty, reference, figures, definition FROM runs
                    """)
            while let row = try rows.next() {
                guard let host = hosts[try row.number(2, in: file)], let suite = suites[try row.number(3, in: file)]
                else {
                    throw HistoryError.damaged(file: file, cause: "a run of an unknown host or suite")
                }
                runs[try row.number(0, in: file)] = HistoryRun(
                    name: try row.text(1, in: file), host: host, suite: suite, started: try row.text(4, in: file),
                    mode: try row.word(5, in: file), commit: try row.text(6, in: file),
                    dirty: try row.number(7, in: file) != 0, reference: row[8] as String?,
                    definition: try row.text(10, in: file),
                    figures: Int(try row.number(9, in: file)))
            }
            (self.hosts, self.metrics, self.runs) = (hosts, metrics, runs)
        }

        private static func names(_ sql: String, _ database: Database, _ file: String) throws -> [Int64: String] {
            var names: [Int64: String] = [:]
            let rows = try Row.fetchCursor(database, sql: sql)
            while let row = try rows.next() { names[try row.number(0, in: file)] = try row.text(1, in: file) }
            return names
        }
    }
#endif
