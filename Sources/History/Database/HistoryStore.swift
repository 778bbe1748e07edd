#if SQLite
    import Foundation
    import GRDB
    import Report

    /// The figures of all runs in one SQLite file.
    ///
    /// The file is in WAL mode, and every report comes in by one transaction that is on the disk when it is done: readers
    /// and a writer do not wait for each other, writers wait for their turn, and whoever is killed leaves whole reports
    /// behind or nothing.
    public final class HistoryStore {
        /// Where the history is unless someone says otherwise.
        public static let standardPath = "results/history.sqlite"
        /// Seconds that a writer waits for others: a report is written in about one.
        static let patience = 60.0

        /// The file's path.
        public let path: String
        let queue: DatabaseQueue
        /// Held as long as the file is open.
        private let lock: FolderLock

        /// Opens the history for reading.
        /// - Throws: ``HistoryError``; `missing` where there is none.
        public convenience init(reading path: String) throws {
            guard FileManager.default.fileExists(atPath: path) else { throw HistoryError.missing(file: path) }
            try self.init(path, lock: FolderLock(HistoryFile.folder(of: path), .shared))
        }

        /// Opens the history for reading and writing, and makes it where there is none.
        /// - Throws: ``HistoryError``; `ReportError` where its folder cannot be made.
        public convenience init(writing path: String) throws {
            let folder = HistoryFile.folder(of: path)
            try TextFile.makeFolder(folder)
            let lock = try FolderLock(folder, .shared)
            if !FileManager.default.fileExists(atPath: path) {
                try lock.change(to: .exclusive)
                // Another may have made it while nobody had the lock.
                if !FileManager.default.fileExists(atPath: path) {
                    try HistoryFile.replace(path, under: lock) { _ in nil }
                }
                try lock.change(to: .shared)
            }
            try self.init(path, lock: lock)
        }

        private init(_ path: String, lock: FolderLock) throws {
            self.path = path
            self.lock = lock
            queue = try HistoryFile.open(path)
            try access { queue in
                try queue.read { database in try HistorySchema.require(in: database, file: path) }
            }
        }

        /// Runs `body`; what SQLite finds wrong becomes an error with the file, its cause and a remedy.
        func access<Result>(_ body: (DatabaseQueue) throws -> Result) throws -> Result {
            do {
                return try body(queue)
            } catch let error as DatabaseError {
                throw HistoryError(error, file: path)
            }
        }
    }
#endif
