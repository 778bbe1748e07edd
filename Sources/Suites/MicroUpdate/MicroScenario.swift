import Drift
import MicroLearning
import Report

/// Users, machines or sensors whose truth changes, and how many of them are met.
struct MicroScenario: Sendable {
    /// In ids and definitions.
    var name: String
    /// As people call it.
    var title: String
    var source: any EventSource
    var schedule: DriftSchedule
    /// Of each individual.
    var events: Int
    /// Each is met by all policies.
    var individuals: Int

    /// What is counted: a song that is not skipped, or a prediction that comes true.
    var hit: String { source.candidates > 1 ? "played through" : "right" }

    var run: MicroRun { MicroRun(source, schedule: schedule, events: events) }

    /// What all its cases share.
    var parameters: [String: Report.Parameter] {
        [
            "kind": .text("events"), "source": .text(source.name), "schedule": .text(schedule.name),
            "events": .number(events), "individuals": .number(individuals), "features": .number(source.featureCount),
            "contexts": .number(source.contexts.count), "parameters": .number(source.shape.parameters),
        ]
    }
}
