#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps other processes out of something for as long as it lives; the system lets go of it when its process dies.
final class FileLock {
    private let descriptor: Int32

    /// Waits until no one else has the lock.
    /// - Parameters:
    ///   - path: of the lock's file, made where it is missing.
    ///   - waiting: called once where another process has it.
    /// - Throws: ``BuildError/noLock(_:cause:)``.
    init(_ path: String, waiting: () -> Void) throws(BuildError) {
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .noLock(path, cause: String(cString: strerror(errno))) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
        waiting()
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .noLock(path, cause: String(cString: strerror(errno))) }
        }
    }

    /// The lock where no one has it; nil where another process, or another lock of this one, does.
    init?(ifFree path: String) {
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
