import Report

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Keeps a rebuild, which puts another file in the history's place, away from everyone who has the history open.
///
/// Readers and writers share the lock, as SQLite keeps them apart; a rebuild and the making of a new file have it for
/// themselves. It is on the folder, so that no file is left behind, and dies with its process.
final class FolderLock {
    /// Who else may hold the lock.
    enum Mode {
        case shared, exclusive
    }

    private let folder: String
    private let descriptor: Int32

    /// Waits until the lock of the folder is to be had.
    /// - Throws: `ReportError.unreadable` where the folder cannot be opened.
    init(_ folder: String, _ mode: Mode) throws {
        self.folder = folder
        descriptor = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        guard descriptor >= 0 else { throw ReportError.unreadable(file: folder, cause: .current) }
        try change(to: mode)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Gives up what it has and waits for `mode`; others may come in between.
    func change(to mode: Mode) throws {
        while flock(descriptor, mode == .shared ? LOCK_SH : LOCK_EX) != 0 {
            guard errno == EINTR else { throw ReportError.unreadable(file: folder, cause: .current) }
        }
    }

    /// Returns when names that changed in the folder would survive the death of the system.
    func synchronize() {
        // Some file systems refuse it for folders, and then there is nothing more that could be done.
        fsync(descriptor)
    }
}
