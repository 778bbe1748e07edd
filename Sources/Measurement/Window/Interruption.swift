import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ctrl-C as a wish to stop after the current round; a second one ends the process at once.
public enum Interruption {
    private static let requested = Atomic(false)

    /// Whether Ctrl-C was pressed since ``watch()``.
    public static var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Takes over SIGINT and SIGTERM.
    public static func watch() {
        // Makes the lazy global before a handler could be the first to touch it.
        requested.store(false, ordering: .relaxed)
        // A parent may have left them blocked, which a program inherits.
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.requested.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
    }
}
