/// What holding two builds against each other gave.
public struct LiveComparison: Equatable, Sendable {
    /// The build that is held against.
    public var base: Build
    /// The build that is held up.
    public var head: Build
    /// The suite's name.
    public var suite: String
    /// The cases that both ran, in the order of head's suite.
    public var cases: [Case]
    /// Cases that base alone has, or has in another group.
    public var onlyBase: [String]
    /// Cases that head alone has, or has in another group.
    public var onlyHead: [String]
    /// Cases of both that have no figures.
    public var dropped: [Dropped]
    /// Pairs of workers that were finished; each case has as many ratios.
    public var pairs: Int
    /// How it was measured, with the number of pairs asked for.
    public var settings: LiveSettings
    /// The CPU that both workers were pinned to; nil where they could not be.
    public var cpu: Int?

    /// One of the two builds.
    public struct Build: Equatable, Sendable {
        /// As the user named it.
        public var name: String
        /// The program's version.
        public var version: String
        /// The commit it was built from.
        public var commit: String
        /// Whether the sources differed from it.
        public var dirty: Bool
        /// SHA-256 of the executable, in hexadecimal.
        public var executableDigest: String
        /// SHA-256 of the suite's definition.
        public var suiteDigest: String
    }

    /// A case that both builds ran.
    public struct Case: Equatable, Sendable {
        /// As it stands in a report.
        public var id: String
        /// Its group.
        public var group: String
        /// A value a pair: the median over the rounds of log(head's time ÷ base's).
        public var logRatios: [Double]
        /// Base's median seconds a call, a value a pair.
        public var baseSeconds: [Double]
        /// Head's.
        public var headSeconds: [Double]
    }

    /// A case without figures.
    public struct Dropped: Equatable, Sendable {
        /// As it stands in a report.
        public var id: String
        /// The side that has none.
        public var role: LiveSide.Role
        /// Why.
        public var reason: String
        /// Whether a check failed, or a call; else the machine or the build cannot run it.
        public var isFailure: Bool
    }

    /// Whether it was ended before all pairs were finished.
    public var isInterrupted: Bool { pairs < settings.pairs }

    /// Whether both sides ran the very same executable, with the same definition.
    public var isOneBuild: Bool {
        base.executableDigest == head.executableDigest && base.suiteDigest == head.suiteDigest
    }
}
