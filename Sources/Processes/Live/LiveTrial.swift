import Measurement
import Statistics

/// Does a comparison of builds tell an executable apart from itself, and does it find that one of its workers is slower?
/// Runs of resident pairs, judged as a comparison's are, over and over.
public struct LiveTrial: Sendable {
    /// How much slower head is made; 0 for identical builds.
    public let slowdown: Double
    private let run: LiveRun

    /// Fewer calls in an epoch cannot be made slower by so little: a call is whole.
    private static let fewestCalls = 100.0

    /// - Parameters:
    ///   - slowdown: a fraction, which head's workers get as `--slowdown`.
    ///   - worker: how a worker is started.
    public init(slowdown: Double, worker: WorkerInvocation, suite: String, settings: LiveSettings) {
        self.slowdown = slowdown
        var (base, head) = (worker, worker)
        base.side = LiveSide(.base, "this build")
        head.side = LiveSide(.head, slowdown == 0 ? "this build" : "this build, slowed")
        if slowdown > 0 { head.arguments += ["--slowdown", "\(slowdown)"] }
        run = LiveRun(base: base, head: head, suite: suite, settings: settings)
    }

    /// Compares, with a seed of its own for each repeat, until there are so many verdicts on cases.
    /// - Parameter progress: told of the verdicts so far and of the run at hand.
    /// - Throws: ``LiveError``.
    public nonisolated(nonsending) func tally(
        atLeast count: Int, band: EquivalenceBand, alpha: Double, stop: @escaping () -> Bool,
        progress: @escaping (Int, LiveRun.Progress) -> Void
    ) async throws -> VerdictTrial.Tally {
        var tally = VerdictTrial.Tally()
        var run = run
        while tally.repeats < count {
            let sofar = tally.repeats
            let found = try await run.measure(stop: stop) { progress(sofar, $0) }
            guard found.pairs == run.settings.pairs else { throw LiveError.interrupted(pairs: found.pairs) }
            let judged = zip(found.cases, try found.judgements(band: band, alpha: alpha)).filter { entry, _ in
                slowdown == 0 || entry.calls >= Self.fewestCalls
            }
            guard !judged.isEmpty else {
                throw LiveError.nothingInCommon(reasons: ["every case has fewer than 100 calls in an epoch"])
            }
            for (_, judgement) in judged { tally.add(judgement.verdict) }
            run.settings.seed &+= 1
        }
        return tally
    }

    /// Whether verdicts on builds can be trusted: none on identical ones, and the slower one found in 90 % of the cases.
    public static func passed(identical: VerdictTrial.Tally, slower: VerdictTrial.Tally) -> Bool {
        identical.better + identical.worse == 0 && slower.better == 0
            && Double(slower.worse) >= 0.9 * Double(slower.repeats)
    }
}

extension LiveComparison.Case {
    /// Of an epoch, in the slowest pair.
    fileprivate var calls: Double { LiveSettings.epochSeconds / (baseSeconds.max() ?? .infinity) }
}
