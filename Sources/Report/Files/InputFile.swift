#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reading of whole files.
public enum InputFile {
    /// All bytes of the file at `path`.
    /// - Throws: ``ReportError/unreadable(file:cause:)``.
    public static func bytes(of path: String) throws(ReportError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(file: path, cause: .current) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var status = stat()
        // Only files have a size to go by.
        if fstat(descriptor, &status) == 0 { bytes.reserveCapacity(Int(status.st_size)) }
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw .unreadable(file: path, cause: .current) }
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }
}
