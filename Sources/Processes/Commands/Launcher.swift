import Basics
import CProcesses
import Foundation
import Synchronization

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
    /// `NAME=VALUE`; sorted, so that commands find the same bytes in every run.
    private let environment: [String]
    /// Groups of which processes were left, on their commands' end, that are now this program's children.
    private var orphaned: [pid_t] = []

    /// What becomes of what commands write.
    public enum Output: Equatable, Sendable {
        /// It goes nowhere; the last complaints are kept.
        case discarded
        /// It goes where this program's own goes, complaints too.
        case shown
        /// Standard output is written into a file from its beginning; the last complaints are kept.
        case file(String)
    }

    /// - Parameters:
    ///   - input: the file that every command reads from its beginning; nil for an empty one.
    ///   - environment: the commands'; nil for this program's own.
    ///   - stop: asked all the time from another thread; where it says so, the command at work is ended.
    /// - Throws: ``CommandError/unreadableInput(path:cause:)``, ``CommandError/unwritableOutput(path:cause:)``,
    ///   ``CommandError/noPipe(cause:)``.
    public init(
        input: String? = nil, output: Output = .discarded, environment: [String: String]? = nil,
        stop: @escaping @Sendable () -> Bool = { false }
    ) throws(CommandError) {
        files = try StandardFiles(input: input, output: output)
        watch = try Watch(stop: stop)
        self.environment = (environment ?? ProcessInfo.processInfo.environment).map { "\($0.key)=\($0.value)" }.sorted()
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
        var stopped: Int32 = 0
        let code = withLaunch(command, extra: -1) { launch in
            started = Clock.nanoseconds()
            let code = cprocesses_start(&launch, &process)
            guard code == 0 else { return code }
            watch.follow(process, started: started, timeout: timeout)
            let waited = cprocesses_await(process, process, &stopped)
            ended = Clock.nanoseconds()
            return waited
        }
        guard code == 0 else { throw .cannotStart(command: command.text, cause: String(cString: strerror(code))) }
        return outcome(of: process, stopped: stopped, seconds: Double(ended - started) * 1e-9)
    }

    /// Gives back what has ended and says how.
    /// - Parameter stopped: the signal that had stopped it; 0 for none.
    private func outcome(of process: pid_t, stopped: Int32, seconds: Double) -> Launch {
        let told = watch.release()
        var end = cprocesses_end()
        // It has ended and is this program's own: nothing else can be the answer.
        _ = cprocesses_reap(process, &end)
        let own: Launch.Ending = end.signal == 0 ? .exited(end.status) : .signalled(end.signal)
        let ending = told ?? (stopped == 0 ? own : .stopped(stopped))
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
    /// The shell that stands between this program and a command whose memory is looked at. It ends at once, having said
    /// which process is the command, so that this, which waits for a line until then, becomes this program's own child.
    private static let between = "exec 4<&0; { read -r _ <&3; exec \"$@\" <&4 3<&- 4<&-; } & echo $! >&3"

    /// One run of which the peak of memory is known even below ``ownPeak``: on Linux it is started from a small shell, whose
    /// own peak of about a megabyte it begins with. Its times are not those of the command alone.
    /// - Throws: ``CommandError/cannotStart(command:cause:)``, ``CommandError/noPipe(cause:)``.
    public func runFromSmallProcess(_ command: Command, timeout: Double? = nil) throws(CommandError) -> Launch {
        guard Self.adoptOrphans(true) else { return try run(command, timeout: timeout) }
        defer { _ = Self.adoptOrphans(false) }
        var gate: [Int32] = [-1, -1]
        var code = cprocesses_gate(&gate)
        guard code == 0 else { throw .noPipe(cause: String(cString: strerror(code))) }
        defer { for end in gate { close(end) } }

        watch.clear()
        files.rewind()
        let shell = Command(
            text: command.text, path: Command.shell,
            arguments: [Command.shell, "-c", Self.between, Command.shell, command.path] + command.arguments.dropFirst())
        let started = Clock.nanoseconds()
        var group: pid_t = 0
        code = withLaunch(shell, extra: gate[1]) { cprocesses_start(&$0, &group) }
        guard code == 0 else { throw .cannotStart(command: command.text, cause: String(cString: strerror(code))) }
        watch.follow(group, started: started, timeout: timeout)
        var stopped: Int32 = 0
        code = cprocesses_await(group, group, &stopped)
        // A shell that said nothing could not start the command, or was told to end before: its ending is the run's.
        let process = number(saidTo: gate[0]) ?? group
        if code == 0, process != group {
            var end = cprocesses_end()
            // Its number stays the group's as long as the command is in it.
            _ = cprocesses_reap(group, &end)
            _ = write(gate[0], "\n", 1)
            code = cprocesses_await(process, group, &stopped)
        }
        guard code == 0 else { throw .cannotStart(command: command.text, cause: String(cString: strerror(code))) }
        let seconds = Double(Clock.nanoseconds() - started) * 1e-9
        let launch = outcome(of: process, stopped: stopped, seconds: seconds)
        // What the command left behind is this program's now: it may run on, and is given back when it has ended.
        orphaned = (orphaned + [group]).filter(cprocesses_reap_group)
        return launch
    }

    /// Runs, of launchers on other threads too, for which orphans are adopted: the wish is the whole process's.
    private static let adopting = Mutex(0)

    /// Begins or ends to adopt orphans for a run.
    /// - Returns: false where the system has no such thing.
    private static func adoptOrphans(_ begins: Bool) -> Bool {
        adopting.withLock { runs in
            guard cprocesses_adopt_orphans(begins || runs > 1) == 0 else { return false }
            runs += begins ? 1 : -1
            return true
        }
    }

    /// The number of a process that was written there.
    private func number(saidTo end: Int32) -> pid_t? {
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 1) { buffer in
            let count = read(end, buffer.baseAddress, buffer.count)
            guard count > 0 else { return nil }
            return pid_t(String(decoding: buffer[..<count], as: UTF8.self).prefix { $0.isNumber })
        }
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
