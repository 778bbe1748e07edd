#if SQLite
    import GRDB

    extension HistoryError {
        /// What an error of SQLite means for a user; result codes as in https://www.sqlite.org/rescode.html.
        init(_ error: DatabaseError, file: String) {
            let cause = "SQLite: \(error.message ?? error.resultCode.description)"
            switch error.resultCode {
            // With the version of the tables known to be right, statements fail only where the tables are not as they
            // were made.
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_RANGE,
                .SQLITE_FORMAT:
                self = .damaged(file: file, cause: cause)
            case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHORT_READ:
                self = .damaged(file: file, cause: "\(cause), the file was cut off")
            case .SQLITE_FULL:
                self = .refused(file: file, cause: cause, remedy: "nothing was added; free some space and try again")
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                self = .refused(
                    file: file, cause: cause,
                    remedy: "another process has been writing for a minute; nothing was added, try again after it")
            case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
                self = .refused(
                    file: file, cause: cause,
                    remedy: "file and folder must be writable, for readers too; change their rights, or name a copy "
                        + "elsewhere with --history")
            default:
                self = .refused(
                    file: file, cause: cause, remedy: "nothing was added; check the disk and its limits, then try again"
                )
            }
        }
    }
#endif
