import Basics

/// The counters of one measuring thread, or of a team: events probed, split into passes, and held open.
///
/// To be made, used and closed on the thread that is measured, since PAPI counts the thread that adds
/// and starts:
///
///     let session = CounterSession(selection)
///     var windows: [CounterWindows] = []
///     for pass in session.passes {
///         windows.append(pass.measure(windows: 9) { for _ in 0..<calls { kernel() } })
///     }
///     let reading = session.reading(of: windows)      // a value or a reason for every event
///
/// With a team, the thread that measures is its first one, every worker has counters of its own, and an event's count
/// is the sum over the threads: what a worker spends on waiting for work is part of it.
///
/// Events are counted in user mode, as PAPI does by default, except those that happen in the kernel, such as
/// context switches. Nothing is multiplexed unless asked for.
public final class CounterSession {
    /// Every event asked for.
    public let asked: [String]
    /// The events that cannot be counted on this machine, with the reason.
    public let refused: [String: CounterUnavailability]
    /// The passes over which the others are spread; each is to be run over the same work.
    public let passes: [CounterPass]
    /// The library that counts.
    public let library: CounterLibrary

    /// Probes every event by counting a stimulus (about a millisecond an event) and plans the passes.
    /// - Parameters:
    ///   - selection: what to count.
    ///   - multiplexed: put the hardware events into one pass where the kernel takes turns between them and
    ///     PAPI extrapolates, with a bias of up to 1 %; the values are flagged. Refused events are
    ///     unavailable, never quietly counted otherwise.
    ///   - inherited: count the processes that the thread starts, too.
    ///   - team: whose threads are counted.
    ///   - library: libpapi.
    ///   - kernel: the kernel's settings, which explain refusals.
    public init(
        _ selection: CounterSelection, multiplexed: Bool = false, inherited: Bool = false, team: Team = .single,
        library: CounterLibrary = .shared,
        kernel: KernelSettings = KernelSettings()
    ) {
        self.library = library
        asked = selection.events
        switch library.attached() {
        case .failure(let reason):
            passes = []
            refused = Dictionary(
                selection.events.map { ($0, reason) }, uniquingKeysWith: { first, _ in first })
        case .success(let calls):
            var opener = PassOpener(calls, kernel: kernel, team: team, inherited: inherited)
            passes = opener.open(selection.events, multiplexed: multiplexed)
            refused = opener.refused
        }
    }

    /// Gives the counters back; the passes count no more.
    public func close() {
        for pass in passes { pass.close() }
    }

    /// Judges what the passes counted: see ``CounterReading``.
    /// - Parameter windows: what ``CounterPass/measure(windows:_:)`` returned, one a pass.
    public func reading(of windows: [CounterWindows]) -> CounterReading {
        CounterReading(asked: asked, refused: refused, windows: windows)
    }
}
