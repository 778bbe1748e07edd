import Measurement
import Report

/// How long detectors take by themselves, and how long they stay quiet.
struct DetectorFindings {
    let definition: DetectorDefinition
    let results: [GroupResult]

    func all() -> [Report.Finding] {
        definition.detectors.flatMap { kind in
            ([nil] + definition.steps.map(Optional.some)).compactMap { step in finding(kind, step) }
        }
    }

    /// `85 % [76 %, 91 %]`.
    private func range(_ share: Report.MetricValue) -> String {
        "\(percent(share.value)) [\(percent(share.interval.low)), \(percent(share.interval.high))]"
    }

    private func finding(_ kind: DetectorDefinition.DetectorKind, _ step: Double?) -> Report.Finding? {
        let entry = results.first {
            $0.workload == DetectorPlanner.workload && $0.conditions == DetectorPlanner.conditions(step)
        }?.cases.first { $0.variant == kind.rawValue }
        guard let entry, let share = entry.figure(step == nil ? "detection.quiet" : "detection.missed") else {
            return nil
        }
        let length = entry.figure(step == nil ? "detection.run-length" : "detection.delay")
        let words =
            step.map { step in
                "an error rate that rises from \(definition.rate) to \(step) after \(definition.after) values is seen "
                    + (length.map {
                        "after \(Int($0.value)) values at the median [\(Int($0.interval.low)), \(Int($0.interval.high))]"
                    }
                        ?? "in so few streams that no median can be told")
                    + ", and missed in \(range(share)) of \(definition.streams) streams within \(definition.limit)"
            }
            ?? "at a constant error rate of \(definition.rate) "
            + (length.map {
                "the median stream has a false alarm after \(Int($0.value)) values [\(Int($0.interval.low)), \(Int($0.interval.high))]"
            }
                ?? "so few streams have a false alarm that no median can be told")
            + "; \(range(share)) of \(definition.streams) streams have none within \(definition.limit)"
        return .init(
            name:
                "\(length == nil ? "detectors-open" : "detectors").\(kind.rawValue):rate=\(step.map { "\($0)" } ?? "constant")",
            value: length?.value ?? share.value, unit: "1", interval: length?.interval ?? share.interval,
            provenance: .measured, statement: "\(kind.rawValue): \(words)")
    }
}
