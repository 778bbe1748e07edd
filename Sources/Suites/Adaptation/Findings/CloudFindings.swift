import Adaptation
import EnergyModels
import Kernels
import Quantities
import Report

/// What the alternative costs: to send what is met, let others train, and get their model again and again.
struct CloudFindings {
    let adapted: [Adapted]
    let device: AdaptationDevice
    let seed: UInt64

    private static let draws = 2000

    func all() -> [Report.Finding] {
        // The scenario decides what is sent, not how it drifts.
        var seen: Set<String> = []
        return adapted.filter { seen.insert($0.workload.scenario.name).inserted }.flatMap { adapted in
            device.radios.map { finding(adapted, $0) }
        }
    }

    private func finding(_ adapted: Adapted, _ radio: RadioProfile) -> Report.Finding {
        let scenario = adapted.workload.scenario
        let raw = ByteCount(scenario.scenario.stream.inputCount * device.sampleByteCount)
        let model = ByteCount(scenario.network.parameterCount * MemoryLayout<Float>.size)
        let events = (device.modelEvery / device.every).rounded(.down)
        let spreads = radio.spreads(draws: Self.draws, seed: seed) { radio in
            let up = radio.transmission(of: raw, .up, every: device.every)
            let down = radio.transmission(of: model, .down, every: device.modelEvery)
            return [up.energy.value + down.energy.value / events]
        }
        let air = radio.nominal.transmission(of: raw, .up, every: device.every).airTime / device.every
        let limit = radio.nominal.airTimeLimit.flatMap { limit in
            air > limit.share
                ? ", which its \(limit.reason) forbids: it would send for \(percent(air)) of the time, not \(percent(limit.share))"
                : nil
        }
        // It predicts either way.
        let predicting = adapted.entry(.frozen)?.energy ?? 0
        let cost = spreads[0].median + predicting
        let own = adapted.entries.filter { $0.isBetter && $0.energy != nil }.max { $0.accuracy < $1.accuracy }
        let here = own.flatMap { own in
            own.energy.map { energy in
                "; to predict and learn here by \(own.strategy.name) takes \(Joules(energy)), \(share(of: energy, by: cost)), "
                    + "and what was met is learnt with the next label"
            }
        }
        return .init(
            name: "cloud.\(scenario.name).\(radio.name)", value: cost, unit: "J",
            interval: .init(spreads[0].low + predicting, spreads[0].high + predicting), provenance: .modelled,
            statement:
                "\(scenario.title): to send each event's \(raw) over \(radio.title) every \(QuantityWords.span(device.every)) and to get a model of "
                + "\(model) every \(QuantityWords.span(device.modelEvery)) costs \(Joules(cost)) an event, its prediction included\(limit ?? ""), and what was met waits "
                + "\(QuantityWords.span(0.5 * device.modelEvery)) on average before it is in the model\(here ?? "")",
            source: Citation(radio.numbers + device.processor.numbers).text)
    }
}
