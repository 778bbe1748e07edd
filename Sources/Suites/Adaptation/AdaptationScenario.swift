import Drift
import Adaptation
import Learning
import Models
import Report

/// A network that is deployed, and what happens to what it meets.
struct AdaptationScenario: Sendable {
    /// In ids and definitions.
    var name: String
    /// As people call it.
    var title: String
    var scenario: DriftScenario
    var network: Network
}

/// When the new regime takes the old one's place.
struct AdaptationDrift: Sendable {
    /// In ids and definitions.
    var name: String
    var schedule: DriftSchedule
}

/// How events are met and judged.
struct AdaptationRunning: Hashable, Sendable {
    /// Of a lot.
    var events: Int
    /// Labelled events of an update.
    var batch: Int
    /// Events from an event to its label.
    var labelDelay: Int
    /// Examples of each regime that are no events.
    var heldOut: Int
    /// Learning rates that every strategy chooses among.
    var rates: [Double]
    /// Lots by which a strategy chooses its rate, and others by which its result is told.
    var trials, lots: Int

    func settings(rate: Double, seed: UInt64) -> AdaptationSettings {
        AdaptationSettings(rate: rate, batch: batch, labelDelay: labelDelay, quietEvents: events, seed: seed)
    }
}

/// A scenario under a drift.
struct AdaptationWorkload: Sendable {
    var scenario: AdaptationScenario
    var drift: AdaptationDrift
    var running: AdaptationRunning

    /// In ids.
    var name: String { scenario.name }
    var title: String { "\(scenario.title), \(drift.schedule.words)" }

    /// What stands beside a scenario's name in its group.
    var conditions: [String: String] { ["drift": drift.name] }

    /// What all its cases share.
    var parameters: [String: Report.Parameter] {
        [
            "kind": .text("stream"), "stream": .text(scenario.scenario.stream.rawValue),
            "schedule": .text(drift.schedule.name), "events": .number(running.events), "batch": .number(running.batch),
            "label-delay": .number(running.labelDelay), "seeds": .number(running.lots),
            "parameters": .number(scenario.network.parameterCount),
            "rates": .text(running.rates.map { "\($0)" }.joined(separator: ", ")),
        ]
    }

    /// Where the regimes change.
    var marks: [Report.Series.Event] {
        drift.schedule.curveEvents(among: running.events)
    }
}
