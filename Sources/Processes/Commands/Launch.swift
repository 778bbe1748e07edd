#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One run of a command.
public struct Launch: Equatable, Sendable {
    /// Wall-clock time from just before the program was started to its end, in seconds.
    public var seconds: Double
    /// CPU time in user mode of the process and of the descendants it waited for, in seconds.
    public var userSeconds: Double
    /// The same in the kernel.
    public var systemSeconds: Double
    /// The most memory that one of these processes held resident, in bytes. On Linux a process begins with the peak of the
    /// one that started it, so that what is not above ``Launcher/ownPeak`` is not known.
    public var peakBytes: Int
    /// How it ended.
    public var ending: Ending
    /// The last lines on its standard error, where it failed.
    public var errors: String

    /// How a run ended.
    public enum Ending: Equatable, Sendable {
        /// By itself, with a status.
        case exited(Int32)
        /// By a signal from elsewhere.
        case signalled(Int32)
        /// It was killed, as this signal had stopped it; it would have waited for ever.
        case stopped(Int32)
        /// It was killed, as it took longer than it may.
        case timedOut(seconds: Double)
        /// It was killed, as the whole run is to end.
        case interrupted
    }

    /// Whether it exited with status 0.
    public var succeeded: Bool { ending == .exited(0) }

    /// `exited with status 3; its last lines: …`.
    public var failure: String {
        errors.isEmpty ? ending.description : "\(ending); its last lines on standard error:\n\(errors)"
    }
}

extension Launch.Ending: CustomStringConvertible {
    /// A verb and what belongs to it.
    public var description: String {
        switch self {
        case .exited(let status): "exited with status \(status)"
        case .signalled(let signal): "was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
        case .stopped(SIGTTIN), .stopped(SIGTTOU):
            "wanted the terminal, which commands have no part in, and was ended; give it what it reads by --input, "
                + "or the options by which it asks nothing"
        case .stopped(let signal):
            "was stopped by signal \(signal) (\(String(cString: strsignal(signal)))), and was ended"
        case .timedOut(let seconds): "took longer than \(seconds) s and was ended"
        case .interrupted: "was interrupted"
        }
    }
}
