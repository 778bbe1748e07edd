extension Report {
    func inspectCases(at path: DocumentPath, _ inspection: inout Inspection) {
        var ids: Set<String> = []
        inspection.each(cases, path) { inspection, each, path in
            inspection.require(
                ids.insert(each.id).inserted, path.field("id"), "\(each.id) is the id of an earlier case too",
                remedy: "give each case its own workload, variant or conditions")
            inspectName(of: each, at: path, &inspection)
            inspect(each.work, at: path.field("work"), &inspection)
            let metrics = path.field("metrics")
            for name in each.metrics.keys.sorted() {
                guard let metric = each.metrics[name] else { continue }
                inspect(metric, named: name, at: metrics.field(name), &inspection)
            }
            inspectChecks(of: each, at: path, &inspection)
        }
    }

    private func inspectName(of each: Case, at path: DocumentPath, _ inspection: inout Inspection) {
        inspection.requireText(each.group, path.field("group"))
        for (key, value) in each.parameters.sorted(by: { $0.key < $1.key }) {
            let path = path.field("parameters").field(key)
            inspection.require(
                CaseID.isName(key), path, "\"\(key)\" is no name of a parameter",
                remedy: "use letters, digits and . _ / + -, a letter or digit first")
            inspection.requireText(value.description, path)
        }
        guard let id = CaseID(each.id) else {
            inspection.require(
                false, path.field("id"), "\"\(each.id)\" is no case id",
                remedy: "write SUITE:WORKLOAD:VARIANT:KEY=VALUE,… with sorted keys and no colon in a name")
            return
        }
        let isConsistent =
            id.suite == suite.name && id.workload == each.workload && id.variant == each.variant
            && id.conditions.allSatisfy { each.parameters[$0.key]?.description == $0.value }
        inspection.require(
            isConsistent, path.field("id"), "\(each.id) contradicts the suite or the case's fields",
            remedy: "repeat the suite's name, workload, variant and conditions as the fields have them")
    }

    private func inspect(_ work: Work, at path: DocumentPath, _ inspection: inout Inspection) {
        inspection.require(work.macs, atLeast: 0, path.field("macs"))
        inspection.require(work.bytes, atLeast: 0, path.field("bytes"))
        if let parameters = work.parameters {
            inspection.require(parameters, atLeast: 0, path.field("parameters"))
        }
    }

    private func inspectChecks(of each: Case, at path: DocumentPath, _ inspection: inout Inspection) {
        inspection.each(each.checks, path.field("checks")) { inspection, check, path in
            inspection.requireText(check.name, path.field("name"))
        }
        let hasFigures = each.metrics.values.contains { if case .value = $0 { true } else { false } }
        inspection.require(
            !hasFigures || each.checks.allSatisfy(\.passed), path.field("metrics"),
            "the case has figures though one of its checks failed",
            remedy: "make every metric of a wrong case unavailable")
    }
}
