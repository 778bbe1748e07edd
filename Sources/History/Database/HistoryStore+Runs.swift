#if SQLite
    import GRDB

    extension HistoryStore {
        /// All runs, the oldest first.
        public func runs() throws -> [HistoryRun] {
            try access { queue in
                try queue.read { database in
                    try HistoryCatalogue(database, file: path).runs.values.sorted { $0.isBefore($1) }
                }
            }
        }
    }
#endif
