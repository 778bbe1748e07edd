#if SQLite
    import Foundation
    import GRDB
    import Report

    /// The file of a history, and how another takes its place.
    enum HistoryFile {
        /// Pages kept in memory, in KiB: a report touches a page of almost every case.
        private static let cache = 65_536

        /// The folder that holds a file.
        static func folder(of path: String) -> String {
            let folder = (path as NSString).deletingLastPathComponent
            return folder.isEmpty ? "." : folder
        }

        /// A connection. A file that does not exist is made, empty.
        static func open(_ path: String) throws -> DatabaseQueue {
            var configuration = Configuration()
            configuration.busyMode = .timeout(HistoryStore.patience)
            configuration.prepareDatabase { database in
                // The second lets SQLite see more of the damage that a page can have.
                try database.execute(sql: "PRAGMA cache_size = -\(cache); PRAGMA cell_size_check = ON")
            }
            do {
                return try DatabaseQueue(path: path, configuration: configuration)
            } catch let error as DatabaseError {
                throw HistoryError(error, file: path)
            }
        }

        /// Puts a new history in the place of whatever is at `path`, whole or not at all.
        /// - Parameters:
        ///   - lock: held for this process alone.
        ///   - fill: writes the contents; says where the old file is to be kept, if it is.
        static func replace(
            _ path: String, under lock: FolderLock, fill: (Database) throws -> String?
        ) throws {
            let new = path + ".new"
            // What a killed process left behind.
            try remove([new] + companions(of: new))
            defer { try? remove([new] + companions(of: new)) }
            let kept = try write(new, for: path, fill)
            try settle(path)
            if let kept {
                try remove([kept])
                guard link(path, kept) == 0 else { throw ReportError.unwritable(file: kept, cause: .current) }
            }
            guard rename(new, path) == 0 else { throw ReportError.unwritable(file: path, cause: .current) }
            lock.synchronize()
        }

        /// Writes a whole history into an empty file; errors name the file it is for.
        private static func write(
            _ new: String, for path: String, _ fill: (Database) throws -> String?
        ) throws -> String? {
            do {
                let queue = try open(new)
                var kept: String?
                try queue.writeWithoutTransaction { database in
                    try database.inTransaction(.immediate) {
                        try HistorySchema.create(in: database)
                        kept = try fill(database)
                        return .commit
                    }
                    // Once set, the file says it to everyone who opens it.
                    try database.execute(sql: "PRAGMA journal_mode = WAL")
                }
                try queue.close()
                return kept
            } catch let error as DatabaseError {
                throw HistoryError(error, file: path)
            }
        }

        /// Takes the log of the old file away, which SQLite would apply to the new one: into the old file, where that is
        /// sound, so that nothing is lost should the new file not take its place.
        private static func settle(_ path: String) throws {
            let files = FileManager.default
            if files.fileExists(atPath: path), companions(of: path).contains(where: files.fileExists) {
                do {
                    // The last connection that closes removes the log.
                    let queue = try open(path)
                    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
                    try queue.close()
                } catch let error as HistoryError where error.kind == .data {
                    // A damaged file's log is of no use.
                } catch let error as DatabaseError {
                    let error = HistoryError(error, file: path)
                    guard error.kind == .data else { throw error }
                }
            }
            try remove(companions(of: path))
        }

        /// What SQLite keeps beside a file while it is in use.
        private static func companions(of path: String) -> [String] {
            ["-wal", "-shm", "-journal"].map { path + $0 }
        }

        private static func remove(_ paths: [String]) throws {
            for path in paths where unlink(path) != 0 && errno != ENOENT {
                throw ReportError.unwritable(file: path, cause: .current)
            }
        }
    }
#endif
