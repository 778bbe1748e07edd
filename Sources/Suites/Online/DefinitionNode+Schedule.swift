import Drift
import Report

extension DefinitionNode {
    /// When something drifts: among so many events, and to its end.
    /// - Throws: ``DefinitionError`` with file, line and field.
    func schedule(within events: Int) throws -> DriftSchedule {
        let schedule = try understood { try DriftSchedule($0) }
        guard let last = schedule.drifts(among: events).last else {
            throw error(
                "nothing drifts within \(events) events", remedy: "let it drift earlier, or give more events")
        }
        guard last.end <= events else {
            throw error(
                "it ends after the last of \(events) events", remedy: "let it drift earlier, or give more events")
        }
        return schedule
    }
}

extension DriftSchedule {
    /// What curves over so many events mark.
    func curveEvents(among count: Int) -> [Report.Series.Event] {
        marks(among: count).map { .init(x: Double($0.event), label: $0.words) }
    }
}
