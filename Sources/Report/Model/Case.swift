extension Report {
    /// A workload computed by a variant under conditions, with its figures.
    public struct Case: Codable, Equatable, Sendable {
        /// What the variants begin with that measure the machine's sustained peak beside the others of their group:
        /// `peak/fp32/avx2`.
        public static let peakPrefix = "peak/"
        /// What the variants begin with that measure how fast the group's working set can be read, beside the others
        /// of their group: `bandwidth/fp32/avx2`.
        public static let bandwidthPrefix = "bandwidth/"

        /// `SUITE:WORKLOAD:VARIANT:KEY=VALUE,KEY=VALUE`, keys sorted; stable between versions.
        public var id: String
        /// The cases measured in the same rounds share a group.
        public var group: String
        /// What is computed, such as `kws.pw1`.
        public var workload: String
        /// How it is computed, such as `int8/avx2`.
        public var variant: String
        /// Conditions and shape.
        public var parameters: [String: Parameter]
        /// What one call computes and moves.
        public var work: Work
        /// The figures by name; `results/README.md` lists the names.
        public var metrics: [String: Metric]
        /// Outcomes of the correctness tests; where one failed there are no figures.
        public var checks: [Check]

        /// Whether this is the machine's arithmetic peak beside other cases.
        public var isPeak: Bool { variant.hasPrefix(Self.peakPrefix) }
        /// Whether this is the machine's bandwidth beside other cases.
        public var isBandwidth: Bool { variant.hasPrefix(Self.bandwidthPrefix) }
        /// Whether this is a limit of the machine, not something to compare.
        public var isRoof: Bool { isPeak || isBandwidth }

        /// A case with everything that is known of it.
        public init(
            id: String, group: String, workload: String, variant: String, parameters: [String: Parameter],
            work: Work, metrics: [String: Metric], checks: [Check]
        ) {
            self.id = id
            self.group = group
            self.workload = workload
            self.variant = variant
            self.parameters = parameters
            self.work = work
            self.metrics = metrics
            self.checks = checks
        }
    }

    /// A condition or a dimension of a case: text or a whole number.
    public enum Parameter: Equatable, Sendable {
        /// A word, such as a cache's state.
        case text(String)
        /// A whole number, such as a dimension.
        case number(Int)
    }

    /// What one call of a case computes and moves.
    public struct Work: Codable, Equatable, Sendable {
        /// Multiply-accumulates; one MAC is two operations.
        public var macs: Int
        /// Compulsory traffic in the variant's own precision, in bytes: inputs, weights and biases read once,
        /// outputs written once.
        public var bytes: Int
        /// Trained parameters, batch normalisation folded.
        public var parameters: Int?

        /// Work of one call; the numbers are 0 or more.
        public init(macs: Int, bytes: Int, parameters: Int? = nil) {
            self.macs = macs
            self.bytes = bytes
            self.parameters = parameters
        }
    }

    /// The outcome of a correctness test of a case against its oracle.
    public struct Check: Codable, Equatable, Sendable {
        /// What was tested, such as `exact`.
        public var name: String
        /// Whether the case agrees with its oracle.
        public var passed: Bool
        /// What was compared, or how far the case is off.
        public var detail: String

        /// A test and its outcome.
        public init(name: String, passed: Bool, detail: String) {
            self.name = name
            self.passed = passed
            self.detail = detail
        }
    }
}
