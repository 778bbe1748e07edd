extension Report {
    /// The program that made the report.
    public struct Tool: Codable, Equatable, Sendable {
        public var name: String
        public var version: String
        /// The commit it was built from, or `unknown`.
        public var commit: String
        /// Whether the tree differed from that commit when it was built.
        public var dirty: Bool
        public var swift: String
        /// `debug` or `release`; both are optimised.
        public var configuration: String
        public var traits: [String]
        public var dependencies: [String: String]

        public init(
            name: String, version: String, commit: String, dirty: Bool, swift: String, configuration: String,
            traits: [String], dependencies: [String: String]
        ) {
            self.name = name
            self.version = version
            self.commit = commit
            self.dirty = dirty
            self.swift = swift
            self.configuration = configuration
            self.traits = traits
            self.dependencies = dependencies
        }
    }

    /// The suite that was run.
    public struct Suite: Codable, Equatable, Sendable {
        public var name: String
        /// The definition's path relative to the project, such as `suites/int8-fp32.yaml`.
        public var definition: String
        /// SHA-256 of the definition's bytes, in hexadecimal.
        public var digest: String

        public init(name: String, definition: String, digest: String) {
            self.name = name
            self.definition = definition
            self.digest = digest
        }
    }

    /// One run of a suite.
    public struct Run: Codable, Equatable, Sendable {
        public var id: String
        /// ISO 8601, UTC, such as `2026-11-21T08:15:00Z`.
        public var started: String
        /// Wall-clock seconds spent.
        public var seconds: Double
        public var seed: UInt64
        public var mode: Mode
        public var launches: Int
        public var warnings: [Warning]

        public init(
            id: String, started: String, seconds: Double, seed: UInt64, mode: Mode, launches: Int,
            warnings: [Warning]
        ) {
            self.id = id
            self.started = started
            self.seconds = seconds
            self.seed = seed
            self.mode = mode
            self.launches = launches
            self.warnings = warnings
        }

        public enum Mode: String, Codable, CaseIterable, Sendable {
            case quick, full
        }
    }

    /// A condition that may spoil figures, and what to do about it.
    public struct Warning: Codable, Equatable, Hashable, Sendable {
        /// Stable name, such as `governor` or `unpinned`.
        public var code: String
        public var message: String
        public var remedy: String

        public init(code: String, message: String, remedy: String) {
            self.code = code
            self.message = message
            self.remedy = remedy
        }
    }
}
