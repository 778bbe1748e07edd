#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What commands read and write, opened once.
final class StandardFiles {
    let input: Int32
    let output: Int32
    /// nil where the complaints are kept by the watch.
    let errors: Int32?

    /// - Parameter path: the file that is read; nil for an empty one.
    init(input path: String?, output: Launcher.Output) throws(CommandError) {
        let path = path ?? "/dev/null"
        input = open(path, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw .unreadableInput(path: path, cause: String(cString: strerror(errno))) }
        switch output {
        case .discarded: (self.output, errors) = (open("/dev/null", O_WRONLY | O_CLOEXEC), nil)
        case .shown: (self.output, errors) = (dup(STDOUT_FILENO), dup(STDERR_FILENO))
        case .file(let path):
            (self.output, errors) = (open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644), nil)
            guard self.output >= 0 else {
                close(input)
                throw .unwritableOutput(path: path, cause: String(cString: strerror(errno)))
            }
        }
        for copy in [self.output, errors ?? -1] where copy >= 0 { _ = fcntl(copy, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        for descriptor in [input, output, errors ?? -1] where descriptor >= 0 { close(descriptor) }
    }

    /// The command before has read the input, whose position all share.
    func rewind() {
        lseek(input, 0, SEEK_SET)
    }
}
