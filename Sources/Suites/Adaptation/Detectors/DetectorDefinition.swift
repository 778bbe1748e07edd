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

        /// Alarms within some dozens of values where a rate rises from a tenth to a third.
        static func makePageHinkley() throws -> PageHinkley { try PageHinkley(delta: 0.05, threshold: 10, mode: .up) }
        /// With its defaults.
        static func makeADWIN() throws -> ADWIN { try ADWIN() }
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
