#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file open for writing, closed when it goes out of scope.
struct OutputFile: ~Copyable {
    private let path: String
    private let descriptor: Int32

    enum Mode {
        /// Empties a file that exists.
        case replace
        /// Refuses a file that exists.
        case create
        /// Continues a file that exists.
        case append
    }

    init(_ path: String, _ mode: Mode) throws(ReportError) {
        let flags: Int32 =
            switch mode {
            case .replace: O_CREAT | O_TRUNC
            case .create: O_CREAT | O_EXCL
            case .append: O_APPEND
            }
        descriptor = open(path, flags | O_WRONLY | O_CLOEXEC, 0o644)
        self.path = path
        if descriptor < 0 { throw .unwritable(file: path, cause: .current) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Keeps other processes from locking the file until this one is closed; the lock dies with its process.
    /// - Throws: ``ReportError/unwritable(file:cause:)`` at once where another has locked it.
    func lock() throws(ReportError) {
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { throw .unwritable(file: path, cause: .current) }
    }

    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws(ReportError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw .unwritable(file: path, cause: .current) }
            rest = rest.dropFirst(count)
        }
    }

    /// Writes a line and waits until it is on the disk.
    func writeLine(_ bytes: [UInt8]) throws(ReportError) {
        try write(bytes + [UInt8(ascii: "\n")])
        try synchronize()
    }

    /// Returns when what was written would survive the death of this process and of the system.
    func synchronize() throws(ReportError) {
        if fsync(descriptor) != 0 { throw .unwritable(file: path, cause: .current) }
    }

    /// Cuts the file off after `count` bytes.
    func truncate(to count: Int) throws(ReportError) {
        if ftruncate(descriptor, off_t(count)) != 0 { throw .unwritable(file: path, cause: .current) }
    }

    /// Puts `bytes` in the place of whatever is at `path`, whole or not at all: readers see the old file or
    /// the new.
    static func replace(_ path: String, with bytes: [UInt8]) throws(ReportError) {
        try withTemporary(for: path) { (temporary, file) throws(ReportError) in
            try file.write(bytes)
            try file.synchronize()
            if rename(temporary, path) != 0 { throw .unwritable(file: path, cause: .current) }
        }
    }

    /// Throws what ``replace(_:with:)`` would, and leaves everything as it was.
    static func requireReplaceable(_ path: String) throws(ReportError) {
        if path.isEmpty { throw .unwritable(file: path, cause: SystemCause(number: ENOENT)) }
        if Folder.exists(path) { throw .unwritable(file: path, cause: SystemCause(number: EISDIR)) }
        try withTemporary(for: path) { (_, _) throws(ReportError) in }
    }

    /// Gives `body` an empty file beside `path`, which is removed unless `body` has moved it away.
    private static func withTemporary(
        for path: String, _ body: (String, borrowing OutputFile) throws(ReportError) -> Void
    ) throws(ReportError) {
        let temporary = "\(path).\(getpid()).tmp"
        defer { unlink(temporary) }
        do throws(ReportError) {
            try body(temporary, OutputFile(temporary, .replace))
        } catch {
            // The user asked for `path`, not for the temporary file.
            guard case .unwritable(_, let cause) = error else { throw error }
            throw .unwritable(file: path, cause: cause)
        }
    }
}

/// `write` of the C library, which the method of that name hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
