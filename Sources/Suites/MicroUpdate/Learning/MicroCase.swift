import Measurement
import MicroLearning
import Report

/// A small model that meets individuals in a way: to the end before anything is timed, then recorded events one by one.
struct MicroCase {
    let way: MicroWay
    let store: MicroStore
    /// Ways that are held against the frozen model.
    let comparisons: Int

    /// Lives through all events, and makes the call: one more.
    /// - Throws: what Learning and Models throw for what cannot be trained; `DriftError` for a detector's parameters.
    func prepare() throws -> PreparedCase {
        let device = try store.device(way)
        let lots = try store.lots(way)
        let figures = OnlineFigures(lots: lots, frozen: try store.lots(.frozen), comparisons: comparisons)
        var prepared = PreparedCase(
            call: { device.meet() },
            verify: { [counts(lots), belowCeiling(lots)] })
        prepared.metrics = figures.metrics
        if way.precision == .fp32 {
            prepared.series = [
                figures.curve(
                    store.scenario.title, label: "\(way.policy)",
                    events: store.scenario.schedule.curveEvents(among: store.scenario.events))
            ]
        }
        return prepared
    }

    /// Whether as many updates were made as the policy asks for.
    private func counts(_ lots: [OnlineLot]) -> Report.Check {
        let events = store.scenario.events
        func expected(_ lot: OnlineLot) -> ClosedRange<Int> {
            switch way.policy {
            case .frozen: 0...0
            case .everyEvent: events...events
            case .miniBatch(let count): events / count...events / count
            case .whenSurprised: 1...events - 1
            case .afterDrift(_, let count): 0...min(events, count * lot.alarms)
            }
        }
        let worst = lots.first { !expected($0).contains($0.updates) }?.updates
        return .init(
            name: "updates", passed: worst == nil,
            detail: worst.map { "\($0) updates of \(events) events" }
                ?? "\(counted(lots.count, "individual")), \(lots.map(\.updates).reduce(0, +)) updates in all")
    }

    /// Whether it does no better than one who knows the truth: labels that leak into scores would show.
    private func belowCeiling(_ lots: [OnlineLot]) -> Report.Check {
        func mean(_ lots: [OnlineLot]) -> Double { lots.reduce(0) { $0 + $1.accuracy } / Double(max(lots.count, 1)) }
        let (own, known) = (mean(lots), mean(store.ceiling))
        return .init(
            name: "ceiling", passed: own < known + 0.02,
            detail: "\(decimals(100 * own)) % right, \(decimals(100 * known)) % where the truth is known")
    }
}
