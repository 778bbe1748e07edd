import Measurement
import Report

/// A list's variants with what each came to.
struct VariantResults {
    let definition: VariantsDefinition
    /// In the order of the list, those that could be measured.
    let entries: [Entry]

    /// A variant's case.
    struct Entry {
        let variant: VariantDefinition
        let entry: Report.Case
        /// What it gets right as inputs are, and under each disturbance.
        let robustness: [String: Report.Metric]

        /// The value of a metric; nil where it was not to be had.
        func figure(_ metric: String) -> Report.MetricValue? { entry.figure(metric) }

        /// What it gets right under a disturbance; nil where that was not judged.
        func figure(under disturbance: String) -> Report.MetricValue? {
            guard case .value(let value)? = robustness[disturbance] else { return nil }
            return value
        }

        var accuracy: Double { figure("accuracy")?.value ?? 0 }
        /// As planned, in bytes.
        var memory: Double { figure("memory.planned")?.value ?? .infinity }
        /// Modelled, of a prediction and its share of updates, in joules; nil where nothing is published.
        var energy: Double? { figure("energy.compute")?.value }
    }

    init(_ definition: VariantsDefinition, _ result: GroupResult) {
        self.definition = definition
        entries = definition.variants.compactMap { variant in
            result.cases.first { $0.variant == variant.name && $0.figure("accuracy") != nil }
                .map { Entry(variant: variant, entry: $0, robustness: result.evidence?[$0.id] ?? [:]) }
        }
    }

    /// nil where it was not measured.
    var baseline: Entry? { entries.first { $0.variant.name == definition.baseline } }
}
