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
        /// That 99 of 100 updates, or predictions where it does not learn, take on this machine.
        var latency: Double? { figure("time").map { $0.quantiles?.p99 ?? $0.value } }
        /// Whether it is shown to do better from the drift on than the frozen model.
        var isBetter: Bool { (figure("accuracy.gain")?.interval.low ?? 0) > 0 }
        /// Whether it is shown to do worse.
        var isWorse: Bool { (figure("accuracy.gain")?.interval.high ?? 0) < 0 }
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
            let inference = device.energy(of: macs, strategy.numbers.arithmetic(isTraining: false), seed: seed)
            guard case .value(let predicting) = inference else {
                return Entry(strategy: strategy, entry: entry, energy: nil)
            }
            guard strategy.isAdaptive else {
                return Entry(strategy: strategy, entry: entry, energy: predicting.value)
            }
            let learning = entry.figure("energy.compute").flatMap { update in
                entry.figure("updates.share").map { $0.value * update.value }
            }
            return Entry(strategy: strategy, entry: entry, energy: learning.map { predicting.value + $0 })
        }
    }

    func entry(_ strategy: AdaptationStrategy) -> Entry? { entries.first { $0.strategy == strategy } }
}
