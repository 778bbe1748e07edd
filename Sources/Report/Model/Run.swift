extension Report {
    /// The program that made the report.
    public struct Tool: Codable, Equatable, Sendable {
        /// The program's name.
        public var name: String
        /// Its version.
        public var version: String
        /// The commit it was built from, or `unknown`.
        public var commit: String
        /// Whether the tree differed from that commit when it was built.
        public var dirty: Bool
        /// The compiler's version.
        public var swift: String
        /// `debug` or `release`; both are optimised.
        public var configuration: String
        /// The package traits it was built with.
        public var traits: [String]
        /// Version by name of what it was linked with.
        public var dependencies: [String: String]
        /// SHA-256 of the program's file, in hexadecimal: equal where two runs are of the same program.
        public var program: String?

        /// A program as it was built.
        public init(
            name: String, version: String, commit: String, dirty: Bool, swift: String, configuration: String,
            traits: [String], dependencies: [String: String], program: String? = nil
        ) {
            self.name = name
            self.version = version
            self.commit = commit
            self.dirty = dirty
            self.swift = swift
            self.configuration = configuration
            self.traits = traits
            self.dependencies = dependencies
            self.program = program
        }
    }

    /// The suite that was run.
    public struct Suite: Codable, Equatable, Sendable {
        /// Such as `int8-fp32`.
        public var name: String
        /// The definition's path relative to the project, such as `suites/int8-fp32.yaml`, or as the user named it.
        public var definition: String
        /// SHA-256 of the definition's bytes, in hexadecimal.
        public var digest: String

        /// A suite and the definition it was read from.
        public init(name: String, definition: String, digest: String) {
            self.name = name
            self.definition = definition
            self.digest = digest
        }
    }

    /// One run of a suite.
    public struct Run: Codable, Equatable, Sendable {
        /// Tells this run from all others, on this host and elsewhere.
        public var id: String
        /// ISO 8601, UTC, such as `2026-11-21T08:15:00Z`.
        public var started: String
        /// Wall-clock seconds spent.
        public var seconds: Double
        /// What every random choice of the run follows from.
        public var seed: UInt64
        /// Whether a subset or everything was asked for.
        public var mode: Mode
        /// Processes the figures come from, at least 1.
        public var launches: Int
        /// What may have spoiled the figures.
        public var warnings: [Warning]
        /// How it was measured beyond the mode, by keys such as `band`, `alpha`, `rounds`, `counters`, `filter`, `cpu`;
        /// `band`, the band of practical equivalence, reads such as `0.5 %`.
        public var options: [String: String]?

        /// A run as it was started and ended.
        public init(
            id: String, started: String, seconds: Double, seed: UInt64, mode: Mode, launches: Int,
            warnings: [Warning], options: [String: String]? = nil
        ) {
            self.id = id
            self.started = started
            self.seconds = seconds
            self.seed = seed
            self.mode = mode
            self.launches = launches
            self.warnings = warnings
            self.options = options
        }

        /// How much was asked for: the suite's named subset, or all of it.
        public enum Mode: String, Codable, CaseIterable, Sendable {
            case quick, full
        }
    }

    /// A condition that may spoil figures, and what to do about it.
    public struct Warning: Codable, Equatable, Hashable, Sendable {
        /// Stable name, such as `governor` or `unpinned`.
        public var code: String
        /// What was found.
        public var message: String
        /// What to do about it.
        public var remedy: String

        /// A warning, complete with its remedy.
        public init(code: String, message: String, remedy: String) {
            self.code = code
            self.message = message
            self.remedy = remedy
        }
    }
}
