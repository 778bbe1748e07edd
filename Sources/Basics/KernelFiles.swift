#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The kernel's files under `/proc` and `/sys`, below a root that tests replace by a made-up tree.
public struct KernelFiles: Sendable {
    /// Why a file of the kernel could not be read.
    public struct Failure: Error, Equatable, Sendable {
        /// The file, as `open` got it.
        public let path: String
        /// `errno` of the call that failed.
        public let errno: Int32

        /// Memberwise.
        public init(path: String, errno: Int32) {
            self.path = path
            self.errno = errno
        }

        /// The system's words for ``errno``.
        public var message: String { String(cString: strerror(errno)) }
    }

    /// Path of the tree's root; empty for the machine's own.
    public let root: String

    /// - Parameter root: such as a temporary directory; empty for the machine's own files.
    public init(root: String = "") {
        self.root = root
    }

    /// A file's text without white space at its ends.
    /// - Parameter path: absolute, below the root.
    public func text(_ path: String) throws(Failure) -> String {
        let full = root + path
        let descriptor = open(full, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(path: full, errno: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &block, block.count)
            guard count >= 0 else { throw Failure(path: full, errno: errno) }
            if count == 0 { break }
            bytes += block[..<count]
        }
        return Self.trimmed(bytes)
    }

    /// Whether there is a file or a directory.
    public func exists(_ path: String) -> Bool {
        access(root + path, F_OK) == 0
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0d).contains($0) }
        var rest = bytes.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(decoding: rest, as: UTF8.self)
    }

    /// Names in a directory, sorted; empty where there is none.
    public func entries(_ path: String) -> [String] {
        guard let directory = opendir(root + path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
