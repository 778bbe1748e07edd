#if SQLite
    extension HistoryStore {
        /// Adds a report in one transaction.
        /// - Returns: the number of its figures; nil where its run was there already.
        /// - Throws: ``HistoryError``; then nothing was added.
        public func add(_ file: ReportFile) throws -> Int? {
            try access { queue in
                try queue.writeWithoutTransaction { database in
                    var figures: Int?
                    // Immediate, as two that begin by reading could not both go on to write.
                    try database.inTransaction(.immediate) {
                        figures = try HistoryWriter(database).add(file)
                        return .commit
                    }
                    return figures
                }
            }
        }
    }
#endif
