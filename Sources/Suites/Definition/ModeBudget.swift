import Measurement
import Report

/// How thorough a run is.
public typealias SuiteMode = Report.Run.Mode

/// How much a mode measures of each group.
public struct ModeBudget: Equatable, Sendable {
    /// The most rounds.
    public var rounds: Int
    /// The longest the rounds take, in seconds.
    public var seconds: Double

    /// `{ rounds: N, seconds: S }`.
    init(_ node: DefinitionNode) throws {
        let fields = try node.mapping(required: ["rounds", "seconds"])
        rounds = try fields["rounds"].whole(in: MeasurementSettings.minimumRounds...1_000_000)
        seconds = try fields["seconds"].positive()
    }
}

/// The budgets of both modes.
struct ModeBudgets: Sendable {
    private let quick: ModeBudget
    private let full: ModeBudget

    /// `{ quick: …, full: … }`.
    init(_ node: DefinitionNode) throws {
        let modes = try node.mapping(required: ["quick", "full"])
        quick = try ModeBudget(modes["quick"])
        full = try ModeBudget(modes["full"])
    }

    subscript(mode: SuiteMode) -> ModeBudget {
        switch mode {
        case .quick: quick
        case .full: full
        }
    }
}
