import EnergyModels
import Kernels
import Quantities
import Report
import RealModule

/// The energy of whole models on processors that figures are published of. Layers have none: what is published are whole
/// inferences, and the layers within them cost more and less than these a MAC.
struct EnergyFindings {
    let models: [ModelDefinition]
    let processors: [PublishedProcessor]

    func all() -> [Report.Finding] {
        models.flatMap { model in
            processors.flatMap { processor in
                Precision.allCases.compactMap { energy(model, processor, $0) }
            }
        }
    }

    private func energy(
        _ model: ModelDefinition, _ processor: PublishedProcessor, _ precision: Precision
    ) -> Report.Finding? {
        guard let number = processor.number(precision) else { return nil }
        let conditions = ["precision": precision.rawValue, "processor": processor.profile.name]
        let perMAC = Joules(number.low)...Joules(number.high)
        let (low, high) = (Double(model.macs) * perMAC.lowerBound, Double(model.macs) * perMAC.upperBound)
        return .init(
            name: "energy.\(model.name):\(CaseID.conditionText(conditions))",
            // The middle of a range that is known by its ends' magnitudes.
            value: Double.sqrt(low.value * high.value), unit: "J", interval: .init(low.value, high.value),
            provenance: .modelled,
            statement: "\(model.title): an inference in \(precision.title) takes \(Joules.description(low...high)) on "
                + "\(processor.profile.title), modelled as \(model.macs) MACs at \(Joules.description(perMAC)) each"
                + published(model, processor, precision),
            source: PublishedProcessor.citation(number))
    }

    /// What the source itself says of this very model.
    private func published(
        _ model: ModelDefinition, _ processor: PublishedProcessor, _ precision: Precision
    ) -> String {
        guard precision == .int8, let inference = processor.inferences[model.name], inference.macs == model.macs else {
            return ""
        }
        return "; published: \(inference.energy)"
    }
}
