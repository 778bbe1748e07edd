import Adaptation
import EnergyModels
import Kernels
import Learning
import Measurement
import Models
import Report

/// A variant of a list: judged in all lots before anything is timed, then one prediction a call by its model of the first lot.
struct VariantCase {
    let variant: VariantDefinition
    let definition: VariantsDefinition
    let store: VariantsStore
    let seed: UInt64

    /// Examples that outputs are held against FP64 on.
    private static let checked = 100

    /// Trains and judges, and makes the call.
    /// - Throws: `AdaptationError` and what Learning throws for what cannot run here.
    func prepare() throws -> PreparedCase {
        let lots = try store.lots(of: variant)
        let model = try store.first.model(variant)
        let path = try store.first.path(variant)
        let examples = try store.first.clean()
        let input = examples.withInput(0) { Array($0) }
        let error = try path.error(on: examples, first: Self.checked)
        // Labels count, so that no prediction is left out.
        var labels = 0
        var prepared = PreparedCase(
            call: { labels &+= input.withUnsafeBufferPointer { path.label($0) } },
            verify: {
                [reference(error), disturbed(lots)]
                    + [path.checkSteps(input)].compactMap { $0 }.map(steps)
                    + [variant.weights.map(roundTrip)].compactMap { $0 }
            })
        let figures = figures(lots)
        prepared.metrics = figures.metrics.merging(path.memory) { $1 }
        prepared.metrics["bytes.wire"] = .exact(
            Double(try UpdateSize.bytes(of: variant, model.model)), "B", .lower)
        prepared.metrics["sqnr"] = .sqnr(error)
        prepared.metrics["energy.compute"] = energy(path.macs, updates: lots)
        prepared.evidence = figures.robustness(definition.disturbances.map(\.name))
        return prepared
    }

    private func figures(_ lots: [VariantLot]) -> VariantFigures {
        let baseline = definition.variants.first { $0.name == definition.baseline && $0.name != variant.name }
        return VariantFigures(
            // One that cannot run here says so itself.
            lots: lots, baseline: baseline.flatMap { try? store.lots(of: $0) }, isGiven: variant.weights != nil,
            comparisons: definition.variants.count - 1,
            strategies: definition.variants.count { $0.strategy?.isAdaptive ?? false })
    }

    /// What an event is modelled to take: its prediction, and its share of updates where it learns.
    private func energy(_ macs: (prediction: Int, update: Int), updates lots: [VariantLot]) -> Report.Metric {
        let own = variant.adaptation
        let predicting = own.energy(of: macs.prediction, isTraining: false, on: definition.processor, seed: seed)
        guard let strategy = variant.strategy, strategy.isAdaptive else { return predicting }
        let learning = strategy.energy(of: macs.update, isTraining: true, on: definition.processor, seed: seed)
        let online = lots.compactMap(\.online).map(\.strategy)
        let events = online.reduce(0) { $0 + $1.right.count }
        let share = Double(online.reduce(0) { $0 + $1.updates }) / Double(max(events, 1))
        return predicting.adding(learning, times: share)
    }

    // MARK: Checks

    /// Whether outputs are those of FP64 with the same weights, within what the precision rounds away.
    private func reference(_ error: OutputError) -> Report.Check {
        let bound = variant.precision.leastSQNR
        let ratio = error.sqnr
        return .init(
            name: "reference", passed: ratio >= bound,
            detail:
                "\(counted(error.count, "output")) at \(ratio.isFinite ? decimals(ratio) : "unlimited") dB of those in FP64, "
                + "at least \(decimals(bound)) dB in \(variant.precision.rawValue)")
    }

    private func steps(_ result: OracleResult) -> Report.Check {
        .init(oracle: variant.precision == .int8 ? "int64" : "fp64", result)
    }

    /// Whether every input was judged: shares are numbers from 0 to 1.
    private func disturbed(_ lots: [VariantLot]) -> Report.Check {
        let shares = lots.flatMap { $0.clean + $0.disturbed.flatMap(\.self) }
        let task = definition.task
        let expected = task.lots * task.sources * (definition.disturbances.count + 1)
        return .init(
            name: "judged", passed: shares.count == expected && shares.allSatisfy { (0...1).contains($0) },
            detail:
                "\(counted(lots.count, "seed")) of \(counted(task.sources, "source")), each with \(counted(task.examples, "example")) "
                + "as they are and under \(counted(definition.disturbances.count, "disturbance"))")
    }

    /// Whether given weights written and read again are the same to the bit.
    private func roundTrip(_ weights: GivenWeights) -> Report.Check {
        let name = "weights"
        do {
            let file = try weights.model.tensorFile()
            let again = try Model(variant.network, tensors: TensorFile(data: file.data, name: weights.name))
            let isSame = try again.tensorFile() == file
            return .init(
                name: name, passed: isSame,
                detail: "\(variant.network.parameterCount) parameters of \(weights.name), written and read again")
        } catch {
            return .init(name: name, passed: false, detail: "\(error)")
        }
    }
}

extension VariantPrecision {
    /// Signal to noise in dB that outputs keep at least beside FP64: far below what is seen (some 130, 60, 45 and 20 to 30 dB), and
    /// far above what a wrong tensor leaves.
    var leastSQNR: Double {
        switch self {
        case .fp32: 90
        case .fp16: 35
        case .bf16: 20
        case .int8: 8
        }
    }
}

extension Report.Metric {
    /// A modelled figure and so many times another: their ends are those where both are lowest and highest.
    fileprivate func adding(_ other: Report.Metric, times factor: Double) -> Report.Metric {
        guard case .value(var sum) = self else { return self }
        guard case .value(let part) = other else { return other }
        sum.value += factor * part.value
        sum.interval = .init(
            sum.interval.low + factor * part.interval.low, sum.interval.high + factor * part.interval.high)
        // Training's numbers are those of inference and its overhead.
        sum.source = part.source
        return .value(sum)
    }
}
