import Basics
import Kernels
import Measurement
import Report

/// A family of questions: builds its cases from its definition, and draws its findings from what was measured.
public protocol BenchmarkSuite: SendableMetatype {
    /// The suite's name: that of its definition, `suites/NAME.yaml`.
    static var name: String { get }
    /// The question in one sentence.
    static var question: String { get }
    /// What `--set KEY=VALUE` understands.
    static var options: [SuiteOption] { get }

    /// Names of other files that say what is measured, too.
    /// - Throws: ``DefinitionError`` for a definition that cannot be read so far.
    static func companions(of definition: DefinitionFile) throws -> [String]

    /// Paths of files that are no text and say what is measured, too, such as weights.
    /// - Throws: as ``companions(of:)``.
    static func attachments(of definition: DefinitionFile) throws -> [String]

    /// Reads the definition.
    /// - Throws: ``DefinitionError`` for what is wrong with it, ``SuiteError`` for what is wrong with the request.
    init(definition: DefinitionFile, request: SuiteRequest) throws

    /// How much the request's mode measures of each group.
    var budget: ModeBudget { get }
    /// The groups to measure, in order; no buffer is allocated for them yet.
    /// - Parameter machine: the one to measure on, for its caches and its memory.
    /// - Throws: ``SuiteError/badName(_:)``.
    func groups(on machine: HostFacts) throws -> [GroupPlan]
    /// The same groups to be measured by the first thread of a team of ``SuiteRequest/threads``. By default a suite
    /// measures on one thread alone.
    /// - Throws: ``SuiteError/badName(_:)``, and ``SuiteError/oneThread(suite:)`` where there are more.
    func groups(on machine: HostFacts, team: Team) throws -> [GroupPlan]
    /// The comparisons that a group's are corrected together with.
    func family(of group: GroupResult) -> ComparisonFamily
    /// The answers.
    /// - Parameter host: the one that was measured.
    func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding]
    /// The curves over several groups.
    func series(from results: [GroupResult]) -> [Report.Series]

    /// Ids of the cases that ``modelled(from:)`` adds where nothing is filtered.
    /// - Throws: ``SuiteError/badName(_:)``.
    func modelledIDs() throws -> [CaseID]
    /// The cases that models give from what was measured, as the request filters them.
    func modelled(from results: [GroupResult]) throws -> ModelledCases
}

extension BenchmarkSuite {
    /// None.
    public static func companions(of definition: DefinitionFile) throws -> [String] { [] }

    /// None.
    public static func attachments(of definition: DefinitionFile) throws -> [String] { [] }

    /// Most suites have no curves.
    public func series(from results: [GroupResult]) -> [Report.Series] { [] }

    /// None.
    public func modelledIDs() throws -> [CaseID] { [] }

    /// Nothing.
    public func modelled(from results: [GroupResult]) throws -> ModelledCases { ModelledCases() }

    /// Refuses options that the suite does not have.
    /// - Throws: ``SuiteError/unknownOption(_:suite:known:)``.
    static func refuseUnknown(_ options: [String: String]) throws {
        let known = Self.options.map(\.key)
        for key in options.keys.sorted() where !known.contains(key) {
            throw SuiteError.unknownOption(key, suite: name, known: known)
        }
    }
}

extension BenchmarkSuite {
    /// On one thread.
    public func groups(on machine: HostFacts, team: Team) throws -> [GroupPlan] {
        guard team.count == 1 else { throw SuiteError.oneThread(suite: Self.name) }
        return try groups(on: machine)
    }
}

/// All groups that a finding draws on.
public struct ComparisonFamily: Hashable, Sendable {
    /// The question's, unique in its suite.
    public var name: String
    /// Comparisons the definition makes for it on this machine, measured or filtered out: the size of the family
    /// that Holm's correction is made for, so that a filter makes no verdict easier.
    public var comparisons: Int
}

/// An option that only one suite knows.
public struct SuiteOption: Sendable {
    /// Left of the `=`.
    public var key: String
    /// What may stand right of it.
    public var values: [String]
    /// What it is where `--set` does not name it.
    public var standard: String
    /// What it sets, in a few words.
    public var summary: String
}

/// What the user asks of a suite.
public struct SuiteRequest: Codable, Equatable, Sendable {
    /// Quick or full.
    public var mode: SuiteMode
    /// Globs on case ids; a case that one of them matches is wanted, every case where there are none.
    public var filters: [String]
    /// Globs on variants, likewise.
    public var variants: [String]
    /// Shapes of the user's own, as `MxNxK`.
    public var shapes: [String]
    /// `--set KEY=VALUE`.
    public var options: [String: String]
    /// Of the inputs.
    public var seed: UInt64
    /// Threads that a layer may be divided among.
    public var threads: Int

    /// Memberwise, with a full run of everything as the standard.
    public init(
        mode: SuiteMode = .full, filters: [String] = [], variants: [String] = [], shapes: [String] = [],
        options: [String: String] = [:], seed: UInt64 = SuiteRequest.standardSeed, threads: Int = 1
    ) {
        self.mode = mode
        self.filters = filters
        self.variants = variants
        self.shapes = shapes
        self.options = options
        self.seed = seed
        self.threads = threads
    }

    /// The seed where none is given: the same inputs on every machine.
    public static let standardSeed: UInt64 = 1
}
