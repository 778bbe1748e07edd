import Report

/// What each variant gets right under each disturbance.
struct RobustnessTable {
    let results: VariantResults

    private var disturbances: [String] { results.definition.disturbances.map(\.name) }

    /// None where nothing is disturbed.
    var cells: [Report.Finding] {
        guard !disturbances.isEmpty else { return [] }
        return results.entries.flatMap { entry in
            ([VariantFigures.undisturbed] + disturbances).compactMap { name in
                entry.figure(under: name).map { figure in
                    .init(
                        name:
                            "robustness.\(results.definition.workload).accuracy:inputs=\(name),variant=\(entry.variant.name)",
                        value: figure.value, unit: "1", interval: figure.interval, provenance: .measured,
                        statement:
                            "\(results.definition.title): \(entry.variant.name), inputs "
                            + (name == VariantFigures.undisturbed ? "as they are" : "disturbed by \(name)")
                            + ": \(points(figure)) right")
                }
            }
        }
    }

    /// Which variant gets most right under the disturbance that costs the baseline most.
    var overview: [Report.Finding] {
        guard let baseline = results.baseline, let clean = baseline.figure(under: VariantFigures.undisturbed) else {
            return []
        }
        let known = disturbances.compactMap { name in baseline.figure(under: name).map { (name: name, figure: $0) } }
        guard let worst = known.min(by: { $0.figure.value < $1.figure.value }) else { return [] }
        let kept = results.entries.compactMap { entry in
            entry.figure(under: worst.name).map { (name: entry.variant.name, figure: $0) }
        }
        guard let best = kept.max(by: { $0.figure.value < $1.figure.value }) else { return [] }
        let isBeaten = best.figure.interval.low > worst.figure.interval.high
        let words =
            isBeaten
            ? "\(best.name) gets most right under it, \(points(best.figure))"
            : "no variant gets clearly more right under it"
        return [
            .init(
                name: "robust.\(results.definition.workload)", value: best.figure.value, unit: "1",
                interval: best.figure.interval, provenance: .measured,
                statement:
                    "\(results.definition.title): \(worst.name) costs \(baseline.variant.name) most, of \(points(clean)) right it "
                    + "leaves \(points(worst.figure)); \(words)")
        ]
    }
}
