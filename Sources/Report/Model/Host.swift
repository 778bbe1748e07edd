extension Report {
    /// The machine a run happened on.
    public struct Host: Codable, Equatable, Sendable {
        /// Digest of the stable facts: CPU model, ISA, caches, memory rounded to GiB, OS.
        public var id: String
        public var cpu: String
        public var isa: [String]
        public var caches: [Cache]
        public var memoryBytes: Int
        public var os: String
        public var kernel: String
        /// Hypervisor or container, `none` on bare metal.
        public var virtualization: String
        /// The frequency governor, or why it is unknown.
        public var governor: String
        public var counters: Counters

        public init(
            id: String, cpu: String, isa: [String], caches: [Cache], memoryBytes: Int, os: String,
            kernel: String, virtualization: String, governor: String, counters: Counters
        ) {
            self.id = id
            self.cpu = cpu
            self.isa = isa
            self.caches = caches
            self.memoryBytes = memoryBytes
            self.os = os
            self.kernel = kernel
            self.virtualization = virtualization
            self.governor = governor
            self.counters = counters
        }

        /// A data or unified cache as the first CPU sees it.
        public struct Cache: Codable, Equatable, Sendable {
            public var level: Int
            /// `data`, `instruction` or `unified`.
            public var kind: String
            public var bytes: Int

            public init(level: Int, kind: String, bytes: Int) {
                self.level = level
                self.kind = kind
                self.bytes = bytes
            }
        }

        /// The counters that were asked for, as this machine answered.
        public struct Counters: Codable, Equatable, Sendable {
            /// PAPI's version, or why there is none.
            public var papi: String
            public var available: [String]
            public var unavailable: [Refusal]

            public init(papi: String, available: [String], unavailable: [Refusal]) {
                self.papi = papi
                self.available = available
                self.unavailable = unavailable
            }

            /// An event that cannot be counted, and why.
            public struct Refusal: Codable, Equatable, Sendable {
                public var event: String
                public var reason: String

                public init(event: String, reason: String) {
                    self.event = event
                    self.reason = reason
                }
            }
        }
    }
}
