import Drift

/// Detectors by themselves, as `detectors` in the definition says.
struct DetectorDefinition: Sendable {
    var detectors: [DetectorKind]
    /// Of errors before the change.
    var rate: Double
    /// Of errors after it.
    var steps: [Double]
    /// Values before the change.
    var after: Int
    /// Values that an alarm is waited for.
    var limit: Int
    /// Of each kind.
    var streams: Int

    /// A detector of errors.
    enum DetectorKind: String, CaseIterable, Sendable {
        case pageHinkley = "page-hinkley"
        case adwin, ddm

        /// As strategies have it.
        static func makePageHinkley() throws -> PageHinkley {
            let settings = DetectorSettings.errors
            return try PageHinkley(
                delta: settings.pageHinkleyDelta, threshold: settings.pageHinkleyThreshold, mode: .up)
        }
        /// As strategies have it.
        static func makeADWIN() throws -> ADWIN {
            try ADWIN(delta: DetectorSettings.errors.adwinDelta, clock: DetectorSettings.errors.adwinClock)
        }
        /// With its defaults.
        static func makeDDM() throws -> DDM { try DDM() }
    }

    /// - Parameter node: `{ detectors, rate, steps, after, limit, streams }`.
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ node: DefinitionNode) throws {
        let fields = try node.mapping(required: ["detectors", "rate", "steps", "after", "limit", "streams"])
        detectors = try fields["detectors"].unique(\.rawValue) { try $0.choice() }
        rate = try fields["rate"].share()
        steps = try fields["steps"].list().map { try $0.share() }
        try DefinitionNode.refuseTwice(fields["steps"].list(), names: steps.map { "\($0)" })
        after = try fields["after"].whole(in: 1...1_000_000)
        limit = try fields["limit"].whole(in: 1...10_000_000)
        // Fewer have no interval worth the name.
        streams = try fields["streams"].whole(in: 10...100_000)
    }
}

extension DefinitionNode {
    /// A number between 0 and 1.
    fileprivate func share() throws -> Double {
        let number = try positive()
        guard number < 1 else { throw error("\(number) is no share of errors", remedy: "write one between 0 and 1") }
        return number
    }
}
