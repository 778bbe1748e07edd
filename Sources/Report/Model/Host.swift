extension Report {
    /// The machine a run happened on.
    public struct Host: Codable, Equatable, Sendable {
        /// Digest of the stable facts: CPU model, ISA, caches, memory rounded to GiB, OS.
        public var id: String
        /// The processor's model name.
        public var cpu: String
        /// The instruction sets the kernels may use here.
        public var isa: [String]
        /// The caches of the first CPU.
        public var caches: [Cache]
        /// Main memory in bytes.
        public var memoryBytes: Int
        /// The operating system's name and version.
        public var os: String
        /// The kernel's release.
        public var kernel: String
        /// Hypervisor or container, `none` on bare metal.
        public var virtualization: String
        /// The frequency governor, or why it is unknown.
        public var governor: String
        /// What can be counted.
        public var counters: Counters

        /// A machine as it was found.
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
            /// 1 for the nearest.
            public var level: Int
            /// `data`, `instruction` or `unified`.
            public var kind: String
            /// Size in bytes.
            public var bytes: Int

            /// A cache.
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
            /// Events that count, as PAPI spells them.
            public var available: [String]
            /// Events that do not.
            public var unavailable: [Refusal]
            /// What counting itself costs here, where it was measured.
            public var cost: Cost?

            /// Answers of this machine to events asked for.
            public init(papi: String, available: [String], unavailable: [Refusal], cost: Cost? = nil) {
                self.papi = papi
                self.available = available
                self.unavailable = unavailable
                self.cost = cost
            }

            /// What counting itself costs, in seconds; both are positive.
            public struct Cost: Codable, Equatable, Sendable {
                /// One read of the counters.
                public var read: Double
                /// A window: a start and a stop.
                public var window: Double

                /// Costs in seconds.
                public init(read: Double, window: Double) {
                    self.read = read
                    self.window = window
                }
            }

            /// An event that cannot be counted, and why.
            public struct Refusal: Codable, Equatable, Sendable {
                /// The event as PAPI spells it.
                public var event: String
                /// Why it does not count, and what would mend it.
                public var reason: String

                /// An event and the reason against it.
                public init(event: String, reason: String) {
                    self.event = event
                    self.reason = reason
                }
            }
        }
    }
}
