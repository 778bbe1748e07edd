import Adaptation
import Learning
import Quantities
import Statistics

/// A scenario's lots with their pretrained models, and what became of each strategy.
final class AdaptationStore {
    let scenario: AdaptationScenario
    let running: AdaptationRunning
    /// Each is a lot of its own: of sources, first weights and events; the same for all strategies.
    let lots: [UInt64]
    /// Other lots, by which rates are chosen.
    private let trials: [UInt64]
    private var data: [UInt64: DriftingData] = [:]
    private var models: [UInt64: PretrainedModel] = [:]
    private var results: [String: [PrequentialResult]] = [:]
    private var rates: [String: Double] = [:]

    init(_ workload: AdaptationWorkload, seed: UInt64) {
        (scenario, running) = (workload.scenario, workload.running)
        var generator = SeededGenerator(seed: seed, stream: "lots of an adaptation")
        trials = (0..<running.trials).map { _ in generator.next() }
        lots = (0..<running.lots).map { _ in generator.next() }
    }

    private func data(_ lot: UInt64) throws -> DriftingData {
        if let made = data[lot] { return made }
        let made = try DriftingData(scenario.scenario, seed: lot)
        data[lot] = made
        return made
    }

    /// The model as a lot's device is shipped with it.
    /// - Throws: what Learning throws for what cannot be trained.
    func model(_ lot: UInt64) throws -> PretrainedModel {
        if let made = models[lot] { return made }
        let made = try Pretraining().model(of: scenario.network, on: data(lot).pretraining, seed: lot)
        models[lot] = made
        return made
    }

    private func run(
        _ lot: UInt64, _ strategy: AdaptationStrategy, _ drift: AdaptationDrift, rate: Double
    ) throws -> AdaptationRun {
        let stream = try DriftingStream(
            data(lot), drift.schedule, events: running.events, heldOut: running.heldOut)
        return try AdaptationRun(model(lot), stream, strategy, running.settings(rate: rate, seed: lot))
    }

    /// The rate at which a strategy does best on lots that are told nowhere.
    /// - Throws: as ``results(_:_:)``.
    func rate(_ strategy: AdaptationStrategy, _ drift: AdaptationDrift) throws -> Double {
        guard strategy.isAdaptive, running.rates.count > 1 else { return running.rates[0] }
        let key = "\(strategy.name):\(drift.name)"
        if let made = rates[key] { return made }
        let choice = try RateChoice(
            among: running.rates, on: trials.map { try run($0, strategy, drift, rate: running.rates[0]) })
        rates[key] = choice.rate
        return choice.rate
    }

    /// What became of a strategy, a result a lot.
    /// - Throws: `AdaptationError` and what Learning throws for what cannot be run here.
    func results(_ strategy: AdaptationStrategy, _ drift: AdaptationDrift) throws -> [PrequentialResult] {
        let key = "\(strategy.name):\(drift.name)"
        if let made = results[key] { return made }
        let rate = try rate(strategy, drift)
        let made = try lots.map { try run($0, strategy, drift, rate: rate).result() }
        results[key] = made
        return made
    }

    /// A strategy made ready for the first lot's device: within a budget where activations can be computed again so that it fits, and
    /// as it is where they cannot.
    /// - Throws: as ``results(_:_:)``.
    func prepared(_ strategy: AdaptationStrategy, memory: ByteCount?) throws -> PreparedStrategy {
        func prepared(_ budget: Int?) throws -> PreparedStrategy {
            var settings = running.settings(rate: running.rates[0], seed: lots[0])
            settings.memoryBudget = budget
            return try PreparedStrategy(
                strategy, model(lots[0]), settings, examples: data(lots[0]).heldOut(.old, count: running.batch))
        }
        let asIs = try prepared(nil)
        guard let memory, asIs.cost.total > memory.count else { return asIs }
        do {
            return try prepared(memory.count)
        } catch AdaptationError.budget {
            return asIs
        }
    }

    /// The least that a strategy takes, however much is computed again; nil where nothing says so.
    /// - Throws: as ``results(_:_:)``.
    func leastMemory(_ strategy: AdaptationStrategy) throws -> Int? {
        var settings = running.settings(rate: running.rates[0], seed: lots[0])
        settings.memoryBudget = 1
        do {
            _ = try StrategyCost(strategy, model(lots[0]), settings)
            return nil
        } catch AdaptationError.budget(_, _, let least) {
            return least
        }
    }
}

extension OnlineLot {
    init(_ result: PrequentialResult) {
        self.init(
            right: result.right, drifts: result.drifts, updates: result.updates, labels: result.labelsAsked,
            alarms: result.alarms?.count ?? 0, detection: result.detection,
            detectorByteCount: result.detectorByteCount, forgetting: result.forgetting, new: result.heldOutNew.after)
    }
}
