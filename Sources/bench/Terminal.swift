import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Standard output for results, standard error for everything else.
enum Terminal {
    /// A line on standard output.
    static func say(_ line: String) {
        print(line)
        // A reader behind a pipe sees each line as it comes.
        fflush(nil)
    }

    /// A remark that is no result.
    static func note(_ message: String) {
        FileHandle.standardError.write(Data("\(message)\n".utf8))
    }

    /// An error's message.
    static func complain(_ message: String) {
        note("bench: \(message)")
    }

    /// A passing remark that overwrites itself, on a terminal alone.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        let columns = width(of: STDERR_FILENO) - 1
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text.prefix(max(20, columns)))".utf8))
    }

    /// Wipes the remark.
    static func clearProgress() {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    /// Whether results may be coloured: a terminal, and no NO_COLOR (no-color.org).
    static var isColoured: Bool {
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    /// Columns of standard output; nil where it is no terminal.
    static var width: Int? { isatty(STDOUT_FILENO) == 1 ? width(of: STDOUT_FILENO) : nil }

    private static func width(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
