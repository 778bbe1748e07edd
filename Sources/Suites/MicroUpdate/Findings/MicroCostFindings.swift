import EnergyModels
import Measurement
import MicroLearning
import MicroUpdate
import Quantities
import Report

/// What a score and an update of the playlist's model take, in each precision: time, bytes, and energy on other processors.
struct MicroCostFindings {
    let results: [GroupResult]
    let processors: [Profile<ProcessorModel>]
    let seed: UInt64

    static let draws = 2000

    private func cases(_ pass: MicroPass) -> [Report.Case] {
        results.first { $0.workload == MicroCostPlanner.workload && $0.conditions == ["pass": pass.rawValue] }?
            .cases.filter { $0.figure("time") != nil } ?? []
    }

    /// One table of all precisions.
    var glances: [Report.Finding] {
        cases(.update).flatMap { update -> [Report.Finding] in
            let score = cases(.score).first { $0.variant == update.variant }
            return [
                cell("score", score?.figure("time"), update.variant, "a score takes") { "\(Seconds($0))" },
                cell("update", update.figure("time"), update.variant, "an update takes") { "\(Seconds($0))" },
                cell("state", update.figure("memory.planned"), update.variant, "what is written takes") {
                    "\(ByteCount(Int($0)))"
                },
                cell("stack", update.figure("memory.stack"), update.variant, "an update's stack takes") {
                    "\(ByteCount(Int($0)))"
                },
            ].compactMap { $0 }
        }
    }

    private func cell(
        _ column: String, _ figure: Report.MetricValue?, _ precision: String, _ words: String,
        _ text: (Double) -> String
    ) -> Report.Finding? {
        figure.map { figure in
            .init(
                name: "micro-costs.\(MicroCostPlanner.workload).\(column):precision=\(precision)", value: figure.value,
                unit: figure.unit, interval: figure.interval, provenance: figure.provenance,
                statement: "the playlist's model in \(precision): \(words) \(text(figure.value))")
        }
    }

    /// Whether bytes are enough, and what an update costs elsewhere.
    var overview: [Report.Finding] { [bytes].compactMap { $0 } + energies }

    /// What is held while it learns, counted.
    private var bytes: Report.Finding? {
        let updates = cases(.update)
        guard let own = updates.first(where: { $0.variant == MicroPrecision.fp32.rawValue }),
            let total = own.figure("memory.planned"),
            let least = updates.min(by: { state($0) < state($1) }),
            let most = updates.max(by: { state($0) < state($1) })
        else { return nil }
        let breakdown = ModelShape.breakdown
        let parts = ["parameters", "gradients", "optimiser", "activations"].compactMap { name in
            own.figure("memory.\(name)").map { "\(name) \(ByteCount(Int($0.value)))" }
        }
        let constants = updates.compactMap { $0.figure("memory.constants")?.value }.max() ?? 0
        return .init(
            name: "bytes-not-megabytes.\(MicroCostPlanner.workload)", value: total.value, unit: "B",
            provenance: .derived,
            statement:
                "\(breakdown.mood) + \(breakdown.history) + \(breakdown.skip) gates, \(breakdown.timeOfDay) biases and "
                + "\(breakdown.scoring) coefficients are \(breakdown.total) parameters: learning in FP32 holds "
                + "\(ByteCount(Int(total.value))) (\(parts.joined(separator: ", "))), the least \(least.variant) with "
                + "\(ByteCount(Int(state(least)))), the most \(most.variant) with \(ByteCount(Int(state(most)))); tables that are "
                + "never written take \(ByteCount(Int(constants))) at most, a detector of drifts comes on top where one is used, and no call asks the allocator for anything"
        )
    }

    private func state(_ entry: Report.Case) -> Double { entry.figure("memory.planned")?.value ?? .infinity }

    /// An update on processors that figures are published of.
    private var energies: [Report.Finding] {
        let macs = MicroKernel.macs(.update, .playlist)
        return processors.flatMap { processor in
            Arithmetic.allCases.compactMap { arithmetic -> Report.Finding? in
                let cost = ComputeCost.modelled(
                    macs: macs, arithmetic, processor, overhead: Scenario.Learning.usualOverhead)
                guard let spreads = cost.spreads(draws: Self.draws, seed: seed) else { return nil }
                let energy = spreads.energy
                let time = spreads.time.map { ", \(Seconds($0.median))" } ?? ""
                return .init(
                    name:
                        "update-energy.\(MicroCostPlanner.workload).\(processor.name):arithmetic=\(arithmetic.rawValue)",
                    value: energy.median, unit: "J", interval: .init(energy.low, energy.high), provenance: .modelled,
                    statement:
                        "an update of the playlist's model, \(macs) multiply–accumulates in \(arithmetic.rawValue.uppercased()), on "
                        + "\(processor.title): \(Joules.description(Joules(energy.low)...Joules(energy.high)))\(time)",
                    source: Citation(cost.numbers).text)
            }
        }
    }
}
