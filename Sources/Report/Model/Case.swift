extension Report {
    /// A workload computed by a variant under conditions, with its figures.
    public struct Case: Codable, Equatable, Sendable {
        /// `SUITE:WORKLOAD:VARIANT:KEY=VALUE,KEY=VALUE`, keys sorted; stable between versions.
        public var id: String
        /// The cases measured in the same rounds share a group.
        public var group: String
        public var workload: String
        public var variant: String
        /// Conditions and shape.
        public var parameters: [String: Parameter]
        public var work: Work
        public var metrics: [String: Metric]
        public var checks: [Check]

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
        case text(String)
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

        public init(macs: Int, bytes: Int, parameters: Int? = nil) {
            self.macs = macs
            self.bytes = bytes
            self.parameters = parameters
        }
    }

    /// The outcome of a correctness test of a case against its oracle.
    public struct Check: Codable, Equatable, Sendable {
        public var name: String
        public var passed: Bool
        public var detail: String

        public init(name: String, passed: Bool, detail: String) {
            self.name = name
            self.passed = passed
            self.detail = detail
        }
    }
}
