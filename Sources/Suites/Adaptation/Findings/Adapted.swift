import Adaptation
import Measurement
import Report

/// A scenario under a drift with what each strategy came to.
struct Adapted {
    let workload: AdaptationWorkload
    let entries: [Entry]

    /// A strategy's case.
    struct Entry {
        let strategy: AdaptationStrategy
        let entry: Report.Case
        /// What an event takes on the modelled device, a prediction and its share of updates, in joules; nil where nothing is
        /// published.
        let energy: Double?
        /// Of the same.
        var energyInterval: Report.Interval?

        /// The value of a metric; nil where it was not to be had.
        func figure(_ metric: String) -> Report.MetricValue? { entry.figure(metric) }

        /// From the drift on.
        var accuracy: Double { figure("accuracy.after")?.value ?? 0 }
        /// As planned, in bytes.
        var memory: Double { figure("memory.planned")?.value ?? .infinity }
        /// However much is computed again.
        var leastMemory: Double { figure("memory.least")?.value ?? memory }
        /// The share of an update's multiply–accumulates that are done again so that it fits.
        var recomputed: Double { figure("work.recomputed")?.value ?? 0 }
        /// That 99 of 100 events with their updates take on this machine.
        var latency: Double? { figure("time").map { $0.quantiles?.p99 ?? $0.value } }
        /// Whether it is shown to do better, or worse, from the drift on than the frozen model.
        var isBetter: Bool { entry.isShownBetter }
        var isWorse: Bool { entry.isShownWorse }
    }

    init(workload: AdaptationWorkload, entries: [Entry]) { (self.workload, self.entries) = (workload, entries) }

    /// nil where the scenario was not run.
    init?(
        _ workload: AdaptationWorkload, _ strategies: [AdaptationStrategy], _ device: AdaptationDevice,
        _ results: [GroupResult], seed: UInt64
    ) {
        guard
            let result = results.first(where: {
                $0.workload == workload.name && $0.conditions == workload.conditions
            })
        else { return nil }
        self.workload = workload
        let macs = workload.scenario.network.macs
        entries = strategies.compactMap { strategy in
            guard
                let entry = result.cases.first(where: {
                    $0.variant == strategy.name && $0.figure("accuracy.after") != nil
                })
            else { return nil }
            let inference = strategy.energy(of: macs, isTraining: false, on: device.processor, seed: seed)
            guard case .value(let predicting) = inference else {
                return Entry(strategy: strategy, entry: entry, energy: nil)
            }
            var (energy, interval) = (predicting.value, predicting.interval)
            if strategy.isAdaptive {
                guard let update = entry.figure("energy.compute"), let share = entry.figure("updates.share")?.value
                else {
                    return Entry(strategy: strategy, entry: entry, energy: nil)
                }
                energy += share * update.value
                // The same processor at the same time: what is uncertain of one is of the other.
                interval = .init(
                    interval.low + share * update.interval.low, interval.high + share * update.interval.high)
            }
            return Entry(strategy: strategy, entry: entry, energy: energy, energyInterval: interval)
        }
    }

    func entry(_ strategy: AdaptationStrategy) -> Entry? { entries.first { $0.strategy == strategy } }
}
