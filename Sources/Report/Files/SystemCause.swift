#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Why the operating system refused a file operation.
public struct SystemCause: Equatable, Sendable {
    /// The system's error number.
    public let number: Int32

    /// The cause the last call of the system left in `errno`.
    public static var current: SystemCause { SystemCause(number: errno) }

    /// The system's words for it.
    public var text: String {
        String(cString: strerror(number))
    }

    /// What a user can do about it.
    public var remedy: String {
        switch number {
        case ENOENT, ENOTDIR: "check the path and that its folder exists"
        case EACCES, EPERM, EROFS: "choose a path you have the right to, or change the rights of this one"
        case EISDIR: "name a file, not a folder"
        case EEXIST: "remove the file or choose another name"
        case EWOULDBLOCK: "another run is writing it, wait for it or stop it"
        case ENOSPC, EDQUOT: "free some space or choose another disk"
        default: "check the path and the disk, then try again"
        }
    }
}
