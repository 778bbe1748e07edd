import EnergyModels
import Report

extension Profile<ProcessorModel> {
    private static let draws = 1000

    /// What so many multiply–accumulates are modelled to take.
    /// - Parameter overhead: what one of them costs by one of inference; nil for inference itself.
    func energy(
        of macs: Int, _ arithmetic: Arithmetic, overhead: ProfileNumber?, seed: UInt64
    ) -> Report.Metric {
        let cost = ComputeCost.modelled(macs: macs, arithmetic, self, overhead: overhead ?? .noOverhead)
        guard let energy = cost.spreads(draws: Self.draws, seed: seed)?.energy else {
            return .unavailable(unit: "J", reason: "nothing is published of \(arithmetic.rawValue) on \(title)")
        }
        return .value(
            .init(
                unit: "J", better: .lower, provenance: .modelled, value: energy.median,
                interval: .init(energy.low, energy.high), confidence: MonteCarlo.coverage, count: Self.draws,
                source: Citation(cost.numbers).text))
    }
}

extension ProfileNumber {
    /// Of inference, by which energies were published.
    fileprivate static let noOverhead = ProfileNumber(
        name: "overhead", value: 1, low: 1, high: 1, meaning: Scenario.Learning.meaningOfOverhead, unit: "1", text: "1",
        conditions: "inference", kind: .chosen,
        source: NumberSource(key: "inference", document: "What is published is of inference"), verification: .read)
}
