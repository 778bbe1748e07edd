extension Report {
    func inspectComparisons(at path: DocumentPath, _ inspection: inout Inspection) {
        let cases = Dictionary(cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        inspection.each(comparisons, path) { inspection, comparison, path in
            inspection.require(
                comparison.ratio > 0 && comparison.interval.low > 0, path.field("ratio"),
                "a ratio of \(comparison.ratio) \(comparison.interval) is not positive",
                remedy: "give variant ÷ baseline of positive figures")
            inspection.require(comparison.ratio, within: comparison.interval, path.field("interval"))
            inspection.requireConfidence(comparison.confidence, path.field("confidence"))
            inspection.require(comparison.rounds, atLeast: 1, path.field("rounds"))
            if let launches = comparison.launches {
                inspection.require(
                    launches.count == comparison.rounds && launches.allSatisfy { $0 > 0 }, path.field("launches"),
                    "these are not the positive ratios of \(comparison.rounds) launches",
                    remedy: "give one of each launch, and their number as rounds")
            }
            inspection.require(
                comparison.baseline != comparison.variant, path.field("variant"),
                "the baseline is compared with itself", remedy: "leave the comparison out")
            let sides = [("baseline", comparison.baseline), ("variant", comparison.variant)].compactMap {
                field, id in
                figure(of: comparison, in: cases[id], id: id, at: path.field(field), &inspection)
            }
            if let direction = sides.first?.better {
                inspectVerdict(of: comparison, direction: direction, at: path.field("verdict"), &inspection)
            }
        }
    }

    /// The compared figure of one side; nil, and a problem, where the report has none.
    private func figure(
        of comparison: Comparison, in each: Case?, id: String, at path: DocumentPath,
        _ inspection: inout Inspection
    ) -> MetricValue? {
        guard let each else {
            inspection.require(false, path, "there is no case \(id)", remedy: "name a case of this report")
            return nil
        }
        inspection.require(
            each.group == comparison.group, path, "\(id) is in group \(each.group), not \(comparison.group)",
            remedy: "compare cases of one group")
        guard case .value(let value) = each.metrics[comparison.metric] else {
            inspection.require(
                false, path, "\(id) has no value of \(comparison.metric)",
                remedy: "compare a metric that both cases have")
            return nil
        }
        return value
    }

    private func inspectVerdict(
        of comparison: Comparison, direction: Direction, at path: DocumentPath, _ inspection: inout Inspection
    ) {
        let (isBelow, isAbove) = (comparison.interval.high < 1, comparison.interval.low > 1)
        let agrees =
            switch comparison.verdict {
            case .better: direction == .lower ? isBelow : isAbove
            case .worse: direction == .lower ? isAbove : isBelow
            case .equivalent, .undecided: true
            }
        inspection.require(
            agrees, path,
            "\(comparison.verdict.rawValue) contradicts \(comparison.interval), as \(direction.rawValue) is better",
            remedy: "call a variant better or worse only where the whole interval says so")
    }

    func inspectFindings(at path: DocumentPath, _ inspection: inout Inspection) {
        var names: Set<String> = []
        inspection.each(findings, path) { inspection, finding, path in
            inspection.requireText(finding.name, path.field("name"))
            inspection.require(
                names.insert(finding.name).inserted, path.field("name"),
                "\(finding.name) is the name of an earlier finding too",
                remedy: "give each finding its own name")
            inspection.requireUnit(finding.unit, path.field("unit"))
            inspection.requireText(finding.statement, path.field("statement"))
            if let interval = finding.interval {
                inspection.require(finding.value, within: interval, path.field("interval"))
            }
            inspection.requireSource(finding.source, of: finding.provenance, path)
        }
    }

    func inspect(_ series: Series, at path: DocumentPath, _ inspection: inout Inspection) {
        inspection.requireText(series.name, path.field("name"))
        for (axis, field) in [(series.x, "x"), (series.y, "y")] {
            inspection.requireText(axis.name, path.field(field).field("name"))
            inspection.requireUnit(axis.unit, path.field(field).field("unit"))
        }
        inspection.each(series.points, path.field("points")) { inspection, point, path in
            if let interval = point.interval { inspection.require(point.y, within: interval, path) }
        }
        if let names = series.names {
            for (index, name) in names.enumerated() { inspection.requireText(name, path.field("names").element(index)) }
            inspection.require(
                names.count == series.points.count, path.field("names"),
                "\(names.count) names are given for \(series.points.count) points", remedy: "name each point once")
        }
        inspection.each(series.events ?? [], path.field("events")) { inspection, event, path in
            inspection.requireText(event.label, path.field("label"))
        }
    }
}
