import Basics
import CProcesses
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Starts commands one after the other and says what each took. Not for several threads at once.
///
/// A command is started by `posix_spawn`, without a shell between, in a process group of its own. The time is that of the
/// monotonic clock from just before the start until the kernel says that the process has ended; nothing else lies between.
public final class Launcher {
    private let watch: Watch
    private let files: StandardFiles
    private let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }

    /// - Parameters:
    ///   - input: the file that every command reads from its beginning; nil for an empty one.
    ///   - showsOutput: whether what commands write goes where this program's own output goes, instead of nowhere.
    ///   - stop: asked all the time from another thread; where it says so, the command at work is ended.
    /// - Throws: ``CommandError/unreadableInput(path:cause:)``, ``CommandError/noPipe(cause:)``.
    public init(
        input: String? = nil, showsOutput: Bool = false, stop: @escaping @Sendable () -> Bool = { false }
    ) throws(CommandError) {
        files = try StandardFiles(input: input, showsOutput: showsOutput)
        watch = try Watch(stop: stop)
    }

    deinit { watch.finish() }

    /// The most memory that this program has held resident so far, in bytes: what a run held is known where it is more.
    public static var ownPeak: Int { Int(cprocesses_own_peak()) }

    /// One run.
    /// - Parameter timeout: seconds it may take; nil for any.
    /// - Throws: ``CommandError/cannotStart(command:cause:)``.
    public func run(_ command: Command, timeout: Double? = nil) throws(CommandError) -> Launch {
        watch.clear()
        files.rewind()
        var process: pid_t = 0
        var started: UInt64 = 0
        var ended: UInt64 = 0
        let code = withLaunch(command, extra: -1) { launch in
            started = Clock.nanoseconds()
            let code = cprocesses_start(&launch, &process)
            guard code == 0 else { return code }
            watch.follow(process, started: started, timeout: timeout)
            let waited = cprocesses_await(process)
            ended = Clock.nanoseconds()
            return waited
        }
        guard code == 0 else { throw .cannotStart(command: command.text, cause: String(cString: strerror(code))) }
        return outcome(of: process, seconds: Double(ended - started) * 1e-9)
    }

    /// Gives back what has ended and says how.
    private func outcome(of process: pid_t, seconds: Double) -> Launch {
        let told = watch.release()
        var end = cprocesses_end()
        // It has ended and is this program's own: nothing else can be the answer.
        _ = cprocesses_reap(process, &end)
        let own: Launch.Ending = end.signal == 0 ? .exited(end.status) : .signalled(end.signal)
        let ending = told ?? own
        return Launch(
            seconds: seconds, userSeconds: end.user_seconds, systemSeconds: end.system_seconds,
            peakBytes: Int(end.peak_bytes), ending: ending,
            errors: ending == .exited(0) ? "" : watch.lastLines())
    }

    /// - Parameter extra: the descriptor that becomes the command's 3; −1 for none.
    private func withLaunch(
        _ command: Command, extra: Int32, _ body: (inout cprocesses_launch) -> Int32
    ) -> Int32 {
        withCStrings(command.arguments) { arguments in
            withCStrings(environment) { environment in
                command.path.withCString { path in
                    var launch = cprocesses_launch(
                        path: path, arguments: arguments, environment: environment, input: files.input,
                        output: files.output, errors: files.errors ?? watch.writeEnd, extra: extra)
                    return body(&launch)
                }
            }
        }
    }
}

extension Launcher {
    /// The shell that stands between this program and a command whose memory is looked at. It ends at once, so that the
    /// command, which waits for a line until then, becomes this program's own child.
    private static let between = "exec 4<&0; { read -r _ <&3; exec \"$@\" <&4 3<&- 4<&-; } &"

    /// One run of which the peak of memory is known even below ``ownPeak``: on Linux it is started from a small shell, whose
    /// own peak of about a megabyte it begins with. Its times are not those of the command alone.
    /// - Throws: ``CommandError/cannotStart(command:cause:)``, ``CommandError/noPipe(cause:)``.
    public func runFromSmallProcess(_ command: Command, timeout: Double? = nil) throws(CommandError) -> Launch {
        guard cprocesses_adopt_orphans(true) == 0 else { return try run(command, timeout: timeout) }
        defer { _ = cprocesses_adopt_orphans(false) }
        var gate: [Int32] = [-1, -1]
        guard pipe(&gate) == 0 else { throw .noPipe(cause: String(cString: strerror(errno))) }
        defer { for end in gate where end >= 0 { close(end) } }
        for end in gate { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }

        watch.clear()
        files.rewind()
        let shell = Command(
            text: command.text, path: Command.shell,
            arguments: [Command.shell, "-c", Self.between, Command.shell, command.path] + command.arguments.dropFirst())
        let started = Clock.nanoseconds()
        var process: pid_t = 0
        var code = withLaunch(shell, extra: gate[0]) { cprocesses_start(&$0, &process) }
        guard code == 0 else { throw .cannotStart(command: command.text, cause: String(cString: strerror(code))) }
        watch.follow(process, started: started, timeout: timeout)
        code = cprocesses_await(process)
        var end = cprocesses_end()
        if code == 0 { code = cprocesses_reap(process, &end) }
        // The shell's number stays the group's as long as the command is in it.
        _ = write(gate[1], "\n", 1)
        if code == 0 { code = cprocesses_await(-process) }
        guard code == 0 else { throw .cannotStart(command: command.text, cause: String(cString: strerror(code))) }
        return outcome(of: -process, seconds: Double(Clock.nanoseconds() - started) * 1e-9)
    }
}

/// What commands read and write, opened once.
private final class StandardFiles {
    let input: Int32
    let output: Int32
    /// nil where the complaints are kept by the watch.
    let errors: Int32?

    init(input path: String?, showsOutput: Bool) throws(CommandError) {
        let path = path ?? "/dev/null"
        input = open(path, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw .unreadableInput(path: path, cause: String(cString: strerror(errno))) }
        output = showsOutput ? dup(STDOUT_FILENO) : open("/dev/null", O_WRONLY | O_CLOEXEC)
        errors = showsOutput ? dup(STDERR_FILENO) : nil
        for copy in [output, errors ?? -1] where copy >= 0 { _ = fcntl(copy, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        for descriptor in [input, output, errors ?? -1] where descriptor >= 0 { close(descriptor) }
    }

    /// The command before has read the input, whose position all share.
    func rewind() {
        lseek(input, 0, SEEK_SET)
    }
}

/// Calls `body` with the strings as C has them, a null at the end.
private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { body($0.baseAddress) }
}
