#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Folders of the file system.
enum Folder {
    /// Whether there is a folder at `path`, or a link to one.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a folder and those above it, where they are missing.
    /// - Returns: why the system refuses; nil where the folder is there now.
    static func make(_ path: String) -> SystemCause? {
        guard let cause = makeLast(path) else { return nil }
        guard cause.number == ENOENT, let parent = parent(of: path) else { return cause }
        return make(parent) ?? makeLast(path)
    }

    /// Makes the last folder of a path; another process may have made it in the meantime.
    private static func makeLast(_ path: String) -> SystemCause? {
        if mkdir(path, 0o777) == 0 { return nil }
        let cause = SystemCause.current
        return exists(path) ? nil : cause
    }

    /// The path without its last name; nil where nothing is left.
    private static func parent(of path: String) -> String? {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = names.lastIndex(where: { !$0.isEmpty }), last > 0 else { return nil }
        let parent = names[..<last].joined(separator: "/")
        return parent.isEmpty ? nil : parent
    }
}
