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

    /// `{ quick: { rounds: N, seconds: S }, full: … }`.
    static func modes(_ node: DefinitionNode) throws -> [SuiteMode: ModeBudget] {
        let modes = try node.mapping(required: SuiteMode.allCases.map(\.rawValue))
        return try SuiteMode.allCases.reduce(into: [:]) { budgets, mode in
            let fields = try modes[mode.rawValue].mapping(required: ["rounds", "seconds"])
            budgets[mode] = ModeBudget(
                rounds: try fields["rounds"].whole(in: MeasurementSettings.minimumRounds...1_000_000),
                seconds: try fields["seconds"].positive())
        }
    }
}
