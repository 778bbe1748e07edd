/// On how many inputs models are calibrated and held against FP64.
struct ModelInputs: Sendable {
    private let quick: Counts
    private let full: Counts

    struct Counts: Sendable {
        /// Inputs over which the ranges of activations are taken.
        var calibration: Int
        /// Other inputs over which errors are.
        var evaluation: Int
    }

    /// `{ quick: …, full: … }`.
    init(_ node: DefinitionNode) throws {
        let modes = try node.mapping(required: ["quick", "full"])
        quick = try Counts(modes["quick"])
        full = try Counts(modes["full"])
    }

    subscript(mode: SuiteMode) -> Counts {
        switch mode {
        case .quick: quick
        case .full: full
        }
    }
}

extension ModelInputs.Counts {
    /// `{ calibration: N, evaluation: N }`.
    fileprivate init(_ node: DefinitionNode) throws {
        let fields = try node.mapping(required: ["calibration", "evaluation"])
        calibration = try fields["calibration"].whole(in: 1...1_000_000)
        evaluation = try fields["evaluation"].whole(in: 1...1_000_000)
    }
}
