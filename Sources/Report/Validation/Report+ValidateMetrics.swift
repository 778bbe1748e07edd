extension Report {
    func inspect(_ metric: Metric, named name: String, at path: DocumentPath, _ inspection: inout Inspection) {
        let definition = Self.definition(of: name)
        inspection.requireMetricName(name, path)
        switch metric {
        case .unavailable(let unit, let reason):
            inspection.requireText(reason, path.field("unavailable"))
            inspectUnit(unit, of: definition, at: path, &inspection)
        case .value(let value):
            inspectUnit(value.unit, of: definition, at: path, &inspection)
            inspection.require(
                definition.map { $0.better == value.better } ?? true, path.field("better"),
                "\(value.better.rawValue) is the wrong direction for \(name)", remedy: "write the other one")
            inspection.require(
                value.value >= 0 || value.unit == "dB" || definition?.isDifference == true, path.field("value"),
                "\(value.value) is negative",
                remedy: "only decibels and differences may be; report a figure that could not be had as unavailable")
            inspect(value, at: path, &inspection)
        }
    }

    private func inspectUnit(
        _ unit: String, of definition: MetricDefinition?, at path: DocumentPath,
        _ inspection: inout Inspection
    ) {
        inspection.requireUnit(unit, path.field("unit"))
        guard let definition else { return }
        inspection.require(
            unit == definition.unit, path.field("unit"), "\(definition.name) is not in \(unit)",
            remedy: "give it in \(definition.unit)")
    }

    private func inspect(_ value: MetricValue, at path: DocumentPath, _ inspection: inout Inspection) {
        inspection.require(value.value, within: value.interval, path.field("interval"))
        inspection.requireConfidence(value.confidence, path.field("confidence"))
        inspection.require(value.count, atLeast: 1, path.field("count"))
        if let quantiles = value.quantiles {
            inspection.require(
                quantiles.p95 <= quantiles.p99, path.field("quantiles"),
                "p95 \(quantiles.p95) is above p99 \(quantiles.p99)", remedy: "give p95 ≤ p99")
            if let p50 = quantiles.p50 {
                inspection.require(
                    p50 <= quantiles.p95, path.field("quantiles"), "p50 \(p50) is above p95 \(quantiles.p95)",
                    remedy: "give p50 ≤ p95")
            }
        }
        if let launches = value.launches {
            inspection.require(
                !launches.isEmpty, path.field("launches"), "there is no launch", remedy: "leave the field out"
            )
        }
        if let spread = value.spread {
            inspection.require(
                spread.between >= 0 && spread.within >= 0, path.field("spread"),
                "a deviation of \(min(spread.between, spread.within)) is negative", remedy: "give 0 or more")
            inspection.require(
                value.launches != nil, path.field("spread"), "there are no launches to vary",
                remedy: "give launches too, or leave the field out")
        }
        inspection.requireSource(value.source, of: value.provenance, path)
    }
}
