import Adaptation
import Measurement
import Quantities
import Report

/// A strategy that meets a scenario's events under a drift: to the end before anything is timed, then one event after the other, with
/// an update each where it learns.
struct AdaptationCase {
    let strategy: AdaptationStrategy
    let workload: AdaptationWorkload
    let store: AdaptationStore
    let device: AdaptationDevice
    /// That learning may take; nil is no limit.
    let memory: ByteCount?
    /// Strategies that are held against the frozen model.
    let comparisons: Int
    let seed: UInt64

    /// Runs all lots, and makes the call.
    /// - Throws: `AdaptationError` and what Learning throws for what cannot be run here.
    func prepare() throws -> PreparedCase {
        let results = try store.results(strategy, workload.drift)
        let shipped = try store.results(.frozen, workload.drift)
        let rate = try store.rate(strategy, workload.drift)
        // What is made once for all strategies is no memory of this one.
        _ = try store.prepared(strategy, memory: memory)
        let (own, held) = try Allocations.data { try store.prepared(strategy, memory: memory) }
        var failure: String?
        var prepared = PreparedCase(
            call: {
                do {
                    try own.meet()
                } catch { failure = failure ?? "\(error)" }
            },
            verify: {
                [judged(results, rate: rate), updates(results), frozen(results), memory(own.cost, held, results)]
                    .compactMap(\.self) + (strategy == .frozen ? [pretrained(shipped)] : [])
            },
            failure: { failure })
        let figures = OnlineFigures(
            lots: results.map(OnlineLot.init), frozen: shipped.map(OnlineLot.init), comparisons: comparisons)
        prepared.metrics = figures.metrics.merging(costs(own.cost)) { measured, _ in measured }
        if let least = try store.leastMemory(strategy) {
            prepared.metrics["memory.least"] = .exact(Double(least), "B", .lower)
        }
        prepared.series = [figures.curve(workload.title, label: strategy.name, events: workload.marks)]
        return prepared
    }

    /// Memory by what it is for, and the modelled energy of an update, or a prediction where it does not learn.
    private func costs(_ cost: StrategyCost) -> [String: Report.Metric] {
        var metrics = cost.memory
        metrics["work.recomputed"] = .exact(
            Double(cost.recomputedMACs) / Double(max(cost.updateMACs, 1)), "1", .lower)
        metrics["energy.compute"] = strategy.energy(
            of: strategy.isAdaptive ? cost.updateMACs : cost.inferenceMACs, isTraining: strategy.isAdaptive,
            on: device.processor, seed: seed)
        return metrics
    }

    /// Whether every event of every lot was judged, and as many updates made as labels were learnt from.
    private func judged(_ results: [PrequentialResult], rate: Double) -> Report.Check {
        let isWhole = results.allSatisfy { $0.right.count == workload.running.events }
        let rates = workload.running.rates
        let isEdge = rates.count > 1 && [rates.min(), rates.max()].contains(rate)
        return .init(
            name: "judged", passed: isWhole,
            detail: "\(counted(results.count, "seed")) of \(workload.running.events) events"
                + (strategy.isAdaptive
                    ? "; trials under the same drift chose a rate of \(rate)\(isEdge ? ", at the end of those there are" : "")"
                    : ""))
    }

    /// Whether it learns from no label before its time: of every event, all but those that still wait.
    private func updates(_ results: [PrequentialResult]) -> Report.Check {
        let events = workload.running.events - workload.running.labelDelay
        let least = strategy.isAdaptive && strategy.trigger == .every ? events - workload.running.batch + 1 : 0
        let learnt = results.map(\.labelsLearnt)
        return .init(
            name: "labels", passed: learnt.allSatisfy { (least...events).contains($0) },
            detail: "from \(learnt.min() ?? 0) to \(learnt.max() ?? 0) labels were learnt from, \(events) came in time")
    }

    /// Whether no bit of what is not to learn has changed.
    private func frozen(_ results: [PrequentialResult]) -> Report.Check {
        let strayed = results.map(\.strayedParameters).max() ?? 0
        return .init(
            name: "frozen-parameters", passed: strayed == 0,
            detail: "\(counted(strayed, "parameter")) changed that \(strategy.name) does not update")
    }

    /// Whether the allocator gave out what was planned, and detectors remembered no more; nil where it is not counted.
    private func memory(_ cost: StrategyCost, _ held: Int?, _ results: [PrequentialResult]) -> Report.Check? {
        guard let held else { return nil }
        let planned = cost.dataByteCount
        let tolerance = UpdateCase.tolerance
        let detector = (planned: cost.bytes[.detector] ?? 0, seen: results.map(\.detectorByteCount).max() ?? 0)
        let isHeld =
            Double((held - planned).magnitude) <= max(tolerance.share * Double(planned), tolerance.bytes)
            && detector.seen <= detector.planned
        return .init(
            name: "memory-plan", passed: isHeld,
            detail: "\(held) B were allocated for data, \(planned) B planned"
                + (detector.planned > 0
                    ? "; the detector remembered \(detector.seen) B at the most, \(detector.planned) B planned" : ""))
    }

    /// Whether there was anything to lose.
    private func pretrained(_ results: [PrequentialResult]) -> Report.Check {
        let shares = results.compactMap(\.accuracyBefore)
        let mean = shares.reduce(0, +) / Double(max(shares.count, 1))
        let chance = 1 / Double(workload.scenario.network.outputCount)
        return .init(
            name: "pretrained", passed: mean > 1.2 * chance,
            detail: "\(decimals(100 * mean)) % right before the drift, \(decimals(100 * chance)) % by chance")
    }
}
