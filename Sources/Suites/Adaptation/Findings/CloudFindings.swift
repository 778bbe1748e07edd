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
            device.radios.compactMap { finding(adapted, $0) }
        }
    }

    /// nil where nothing is published of what a prediction takes.
    private func finding(_ adapted: Adapted, _ radio: RadioProfile) -> Report.Finding? {
        guard let frozen = adapted.entry(.frozen), let predicting = frozen.energy, let range = frozen.energyInterval
        else { return nil }
        let scenario = adapted.workload.scenario
        let raw = ByteCount(scenario.scenario.stream.inputCount * device.sampleByteCount)
        let model = ByteCount(scenario.network.parameterCount * MemoryLayout<Float>.size)
        let events = (device.modelEvery / device.every).rounded(.down)
        let spreads = radio.spreads(draws: Self.draws, seed: seed) { radio in
            let up = radio.transmission(of: raw, .up, every: device.every)
            let down = radio.transmission(of: model, .down, every: device.modelEvery)
            return [up.energy.value + down.energy.value / events, (radio.maintenance * device.every).value]
        }
        let (sending, connected) = (spreads[0], spreads[1])
        let air = radio.nominal.transmission(of: raw, .up, every: device.every).airTime / device.every
        let limit = radio.nominal.airTimeLimit.flatMap { limit in
            air > limit.share
                ? ", which its \(limit.reason) forbids: it would send for \(percent(air)) of the time, not \(percent(limit.share))"
                : nil
        }
        // It predicts either way.
        let cost = Range(sending.median + predicting, sending.low + range.low, sending.high + range.high)
        let whole = Range(
            cost.value + connected.median, cost.interval.low + connected.low, cost.interval.high + connected.high)
        let own = adapted.entries.filter { $0.isBetter && $0.energyInterval != nil }.max { $0.accuracy < $1.accuracy }
        let here = own.flatMap { own in
            own.energy.flatMap { energy in
                own.energyInterval.map { interval in
                    let local = Range(energy, interval.low, interval.high)
                    return
                        "; to predict and learn here by \(own.strategy.name), which gets most right, takes \(Joules(energy)): of "
                        + "that \(local.share(of: cost)), with staying connected \(local.share(of: whole))"
                }
            }
        }
        return .init(
            name: "cloud.\(scenario.name).\(radio.name)", value: cost.value, unit: "J", interval: cost.interval,
            provenance: .modelled,
            statement:
                "\(adapted.workload.title): to send each event's \(raw) over \(radio.title) every \(QuantityWords.span(device.every)) and "
                + "to get a model of \(model) every \(QuantityWords.span(device.modelEvery)) costs \(Joules(cost.value)) an event, its "
                + "prediction included\(limit ?? ""); staying connected takes another \(Joules(connected.median)), unless something "
                + "else needs it; what was met waits \(QuantityWords.span(0.5 * device.modelEvery)) on average before it is in the "
                + "model\(here ?? "")",
            source: Citation(radio.numbers + device.processor.numbers).text)
    }

    /// A cost with its interval, in joules.
    private struct Range {
        var value: Double
        var interval: Report.Interval

        init(_ value: Double, _ low: Double, _ high: Double) { (self.value, interval) = (value, .init(low, high)) }

        /// `0.50× [0.20×, 1.10×] (undecided)`: the far ends of both, as what is uncertain of one need not be of the other.
        func share(of other: Range) -> String {
            let (low, high) = (interval.low / other.interval.high, interval.high / other.interval.low)
            return "\(times(value / other.value)) [\(times(low)), \(times(high))]"
                + (low < 1 && high > 1 ? " (undecided)" : "")
        }
    }
}
