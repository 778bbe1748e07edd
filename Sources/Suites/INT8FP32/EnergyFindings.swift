import Kernels
import Report
import RealModule

/// The energy of whole models on processors that figures are published of. Layers have none: what is published are whole
/// inferences, and the layers within them cost more and less than these a MAC.
struct EnergyFindings {
    let models: [ModelDefinition]
    let processors: [ProcessorProfile]

    func all() -> [Report.Finding] {
        models.flatMap { model in
            processors.flatMap { processor in
                Precision.allCases.compactMap { energy(model, processor, $0) }
            }
        }
    }

    private func energy(
        _ model: ModelDefinition, _ processor: ProcessorProfile, _ precision: Precision
    ) -> Report.Finding? {
        guard let range = processor.energy(of: model.macs, precision), let perMAC = processor.joulesPerMAC[precision]
        else { return nil }
        let conditions = ["precision": precision.rawValue, "processor": processor.name]
        return .init(
            name: "energy.\(model.name):\(CaseID.conditionText(conditions))",
            // The middle of a range that is known by its ends' magnitudes.
            value: Double.sqrt(range.lowerBound * range.upperBound), unit: "J",
            interval: .init(range.lowerBound, range.upperBound), provenance: .modelled,
            statement: "\(model.title): an inference in \(precision.title) takes \(joules(range)) on "
                + "\(processor.title), modelled as \(model.macs) MACs at \(joules(perMAC)) each"
                + published(model, processor, precision),
            source: processor.citation)
    }

    /// What the source itself says of this very model.
    private func published(
        _ model: ModelDefinition, _ processor: ProcessorProfile, _ precision: Precision
    ) -> String {
        guard precision == .int8, let inference = processor.published[model.name], inference.macs == model.macs else {
            return ""
        }
        return "; published: \(joules(inference.joules...inference.joules))"
    }
}
