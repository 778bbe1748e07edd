import Foundation
import Measurement

/// What resident workers speak on standard input and output: a line a message, a word and then what belongs to it. The
/// worker says hello unasked; after that every request has one answer. A worker ends when its input does.
///
/// A version is for all time: builds of years apart must understand each other, so a new message makes a new version.
public enum WorkerProtocol {
    /// The version that this build speaks.
    public static let name = "edge-bench.worker/1"
}

/// What a worker is asked.
public enum WorkerRequest: Equatable, Sendable {
    /// Prepare, check and calibrate the cases of a group.
    case prepare(group: String)
    /// One epoch of a case, by its place in the prepared group.
    case epoch(index: Int, iterations: Int)
    /// Prepare the group's cases anew, in other memory.
    case place
    /// Let the group go.
    case release
    /// End.
    case quit

    /// Reads a line; nil where it is no request.
    public init?(line: String) {
        let words = line.split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("prepare", 2): self = .prepare(group: words[1])
        case ("epoch", 3):
            guard let index = Int(words[1]), let iterations = Int(words[2]), iterations >= 1 else { return nil }
            self = .epoch(index: index, iterations: iterations)
        case ("place", 1): self = .place
        case ("release", 1): self = .release
        case ("quit", 1): self = .quit
        default: return nil
        }
    }

    /// The line without its line feed.
    public var line: String {
        switch self {
        case .prepare(let group): "prepare \(group)"
        case .epoch(let index, let iterations): "epoch \(index) \(iterations)"
        case .place: "place"
        case .release: "release"
        case .quit: "quit"
        }
    }
}

/// What a worker says.
public enum WorkerAnswer: Equatable, Sendable {
    /// It is there.
    case hello(WorkerHello)
    /// The cases of the group, in the order that ``WorkerRequest/epoch(index:iterations:)`` counts.
    case prepared([PreparedAnswer])
    /// Nanoseconds of the epoch.
    case epoch(nanoseconds: UInt64)
    /// The cases lie elsewhere, for the how-many-th time.
    case placed(Int)
    /// The group is gone; the cases of which a call failed meanwhile, by id, with the reason.
    case released(failures: [String: String])
    /// The request could not be met.
    case refused(String)

    /// Reads a line; nil where it is no answer.
    public init?(line: String) {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        func json<Value: Decodable>(_ type: Value.Type) -> Value? {
            try? JSONDecoder().decode(type, from: Data(parts[1].utf8))
        }
        let answer: WorkerAnswer? =
            switch parts[0] {
            case "hello": json(WorkerHello.self).map { .hello($0) }
            case "prepared": json([PreparedAnswer].self).map { .prepared($0) }
            case "epoch": UInt64(parts[1]).map { .epoch(nanoseconds: $0) }
            case "placed": Int(parts[1]).map { .placed($0) }
            case "released": json([String: String].self).map { .released(failures: $0) }
            case "refused": .refused(parts[1])
            default: nil
            }
        guard let answer else { return nil }
        self = answer
    }

    /// The line without its line feed.
    public var line: String {
        switch self {
        case .hello(let hello): "hello \(Self.json(hello))"
        case .prepared(let cases): "prepared \(Self.json(cases))"
        case .epoch(let nanoseconds): "epoch \(nanoseconds)"
        case .placed(let count): "placed \(count)"
        case .released(let failures): "released \(Self.json(failures))"
        case .refused(let reason): "refused \(reason.split(whereSeparator: \.isNewline).joined(separator: " "))"
        }
    }

    /// JSON without line feeds. What is sent is text and finite numbers, which can always be written.
    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}

/// What a worker is.
public struct WorkerHello: Codable, Equatable, Sendable {
    /// ``WorkerProtocol/name`` of its build.
    public var `protocol`: String
    /// The program's version.
    public var version: String
    /// The commit it was built from.
    public var commit: String
    /// Whether the sources differed from it.
    public var dirty: Bool
    /// SHA-256 of the suite's definition.
    public var digest: String
    /// The CPU it is pinned to; nil where it is not.
    public var cpu: Int?
    /// What it can be asked to prepare.
    public var groups: [Group]

    /// A group with the ids of its cases.
    public struct Group: Codable, Equatable, Sendable {
        /// `WORKLOAD:KEY=VALUE,…`.
        public var name: String
        /// The cases asked for, in order.
        public var cases: [String]

        /// Memberwise.
        public init(name: String, cases: [String]) {
            self.name = name
            self.cases = cases
        }
    }

    /// A worker of this build.
    public init(version: String, commit: String, dirty: Bool, digest: String, cpu: Int?, groups: [GroupPlan]) {
        self.protocol = WorkerProtocol.name
        self.version = version
        self.commit = commit
        self.dirty = dirty
        self.digest = digest
        self.cpu = cpu
        self.groups = groups.map { Group(name: $0.name, cases: $0.wanted.map(\.name)) }
    }
}

/// A prepared case: the seconds of a call, or one of the two reasons why it cannot be called.
public struct PreparedAnswer: Codable, Equatable, Sendable {
    /// As it stands in a report.
    public var id: String
    /// What a call takes.
    public var seconds: Double?
    /// Why this machine or build cannot run it.
    public var unavailable: String?
    /// What its check found.
    public var failed: String?

    /// A case that can be called, or cannot.
    public init(id: String, seconds: Double? = nil, unavailable: String? = nil, failed: String? = nil) {
        self.id = id
        self.seconds = seconds
        self.unavailable = unavailable
        self.failed = failed
    }

    init(_ entry: ResidentGroup.Case) {
        self.init(id: entry.id)
        switch entry.readiness {
        case .ready(let seconds): self.seconds = seconds
        case .unavailable(let reason): unavailable = reason
        case .failed(let reason): failed = reason
        }
    }
}
