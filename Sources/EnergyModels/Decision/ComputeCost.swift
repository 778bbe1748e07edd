import Quantities

/// Where the energy of a training step comes from.
public enum ComputeCost: Sendable {
    /// So many multiply–accumulates on a processor that figures are published of. `overhead` says how much more or less than
    /// published a multiply–accumulate of training may take than one of inference.
    case modelled(macs: Int, Arithmetic, Profile<ProcessorModel>, overhead: ProfileNumber)
    /// As it was measured, imported or given; in joules.
    case given(ProfileNumber, time: Seconds?)

    /// All that is uncertain of it.
    public var numbers: [ProfileNumber] {
        switch self {
        case .modelled(_, _, let processor, let overhead): processor.numbers + [overhead]
        case .given(let number, _): [number]
        }
    }

    /// Of a step.
    /// - Parameter values: one for each of ``numbers``.
    /// - Returns: nil where the processor has no figures of the precision.
    public func step(_ values: ArraySlice<Double>) -> StepCost? {
        switch self {
        case .modelled(let macs, let arithmetic, let processor, _):
            let model = processor.model(values.dropLast())
            guard let energy = model.energyPerMAC(arithmetic), let overhead = values.last else { return nil }
            return StepCost(
                energy: (Double(macs) * overhead) * energy,
                time: model.timePerMAC(arithmetic).map { Double(macs) * overhead * $0 }, sleep: model.sleep)
        case .given(_, let time):
            return values.first.map { StepCost(energy: Joules($0), time: time) }
        }
    }
}
