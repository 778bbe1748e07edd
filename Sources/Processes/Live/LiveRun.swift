import Basics
import Statistics

/// Holds two builds against each other: pairs of resident workers, one of each build, that take turns epoch by epoch.
///
/// Processes started one after the other do not find 3 %: they meet the machine in different moods, and each lays out its
/// memory anew. Epochs that alternate within a millisecond share the mood; fresh pairs average the layouts, so that the
/// pair is the unit of the verdict.
public struct LiveRun: Sendable {
    /// How a worker of base is started.
    public var base: WorkerInvocation
    /// How a worker of head is started.
    public var head: WorkerInvocation
    /// The suite's name.
    public var suite: String
    /// How much is measured.
    public var settings: LiveSettings

    /// Memberwise.
    public init(base: WorkerInvocation, head: WorkerInvocation, suite: String, settings: LiveSettings) {
        self.base = base
        self.head = head
        self.suite = suite
        self.settings = settings
    }

    /// How far a run is.
    public struct Progress: Equatable, Sendable {
        /// The pair at hand, from 1.
        public var pair: Int
        /// Pairs of the run.
        public var pairs: Int
        /// Seconds left, from what was measured so far; nil at the beginning.
        public var secondsLeft: Double?
    }

    /// Measures all pairs.
    /// - Parameters:
    ///   - stop: asked between rounds; true ends the run after the last finished pair.
    ///   - progress: told of each group before it is measured.
    /// - Throws: ``LiveError``, ``LiveError/interrupted(pairs:)`` where fewer pairs than
    ///   ``LiveSettings/fewestPairs`` were finished; what the system says of an executable that cannot be read.
    public nonisolated(nonsending) func measure(
        stop: @escaping () -> Bool = { false }, progress: @escaping (Progress) -> Void = { _ in }
    ) async throws -> LiveComparison {
        let digests = (base: try ExecutableDigest.of(base.executable), head: try ExecutableDigest.of(head.executable))
        return try await measure(stop: stop, progress: progress, digests: digests) { body in
            try await base.withWorker { base in try await head.withWorker { head in try body(base, head) } }
        }
    }

    /// The same over workers that `withPair` starts for each pair.
    nonisolated(nonsending) func measure(
        stop: @escaping () -> Bool, progress: @escaping (Progress) -> Void, digests: (base: String, head: String),
        withPair: nonisolated(nonsending) ((WorkerLink, WorkerLink) throws -> Bool) async throws -> Bool
    ) async throws -> LiveComparison {
        var generator = SeededGenerator(seed: settings.seed, stream: "pairs of workers")
        var tally: LiveTally?
        let start = Clock.seconds()
        for pair in 0..<settings.pairs {
            let isFinished = try await withPair { base, head in
                let hellos = (base: try base.hello(), head: try head.hello())
                var current = try tally ?? LiveTally(hellos.base, hellos.head)
                let groups = current.groups
                let outcome = try WorkerPair(base: base, head: head, settings: settings).measure(
                    groups, using: &generator, stop: stop
                ) { finished in
                    let share = (Double(pair) + Double(finished) / Double(groups.count)) / Double(settings.pairs)
                    progress(
                        Progress(
                            pair: pair + 1, pairs: settings.pairs,
                            secondsLeft: share == 0 ? nil : (Clock.seconds() - start) / share * (1 - share)))
                }
                guard let outcome else { return false }
                try current.add(outcome)
                tally = current
                return true
            }
            if !isFinished { break }
        }
        guard let tally, tally.pairs >= min(LiveSettings.fewestPairs, settings.pairs) else {
            throw LiveError.interrupted(pairs: tally?.pairs ?? 0)
        }
        return LiveComparison(
            base: .init(base.side.name, tally.base, executableDigest: digests.base),
            head: .init(head.side.name, tally.head, executableDigest: digests.head),
            suite: suite, cases: tally.cases, onlyBase: tally.onlyBase, onlyHead: tally.onlyHead,
            dropped: tally.dropped, pairs: tally.pairs, settings: settings, cpu: tally.head.cpu)
    }
}

extension LiveComparison.Build {
    fileprivate init(_ name: String, _ hello: WorkerHello, executableDigest: String) {
        self.init(
            name: name, version: hello.version, commit: hello.commit, dirty: hello.dirty,
            executableDigest: executableDigest, suiteDigest: hello.digest)
    }
}
