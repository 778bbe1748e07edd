extension Report {
    func inspect(_ tool: Tool, at path: DocumentPath, _ inspection: inout Inspection) {
        inspection.requireText(tool.name, path.field("name"))
        inspection.requireText(tool.version, path.field("version"))
        if tool.commit != "unknown" {
            inspection.requireHex(tool.commit, lengths: 7...64, path.field("commit"))
        }
        inspection.requireText(tool.swift, path.field("swift"))
        inspection.require(
            ["debug", "release"].contains(tool.configuration), path.field("configuration"),
            "\"\(tool.configuration)\" is no configuration", remedy: "write debug or release")
        inspection.requireTexts(tool.traits, path.field("traits"))
        inspection.requireTexts(tool.dependencies, path.field("dependencies"))
        if let program = tool.program { inspection.requireHex(program, lengths: 64...64, path.field("program")) }
    }

    func inspect(_ suite: Suite, at path: DocumentPath, _ inspection: inout Inspection) {
        inspection.require(
            CaseID.isName(suite.name), path.field("name"), "\"\(suite.name)\" is no name",
            remedy: "use letters, digits and . _ / + -, a letter or digit first")
        inspection.requireText(suite.definition, path.field("definition"))
        inspection.requireHex(suite.digest, lengths: 64...64, path.field("digest"))
    }

    func inspect(_ run: Run, at path: DocumentPath, _ inspection: inout Inspection) {
        inspection.requireText(run.id, path.field("id"))
        inspection.require(
            Timestamp.isValid(run.started), path.field("started"), "\"\(run.started)\" is no time",
            remedy: "write ISO 8601 in UTC, such as 2026-11-21T08:15:00Z")
        inspection.require(
            run.seconds >= 0, path.field("seconds"), "\(run.seconds) is no duration", remedy: "give 0 or more"
        )
        inspection.require(run.launches, atLeast: 1, path.field("launches"))
        inspection.each(run.warnings, path.field("warnings")) { inspection, warning, path in
            inspection.requireText(warning.code, path.field("code"))
            inspection.requireText(warning.message, path.field("message"))
            inspection.requireText(warning.remedy, path.field("remedy"))
        }
        if let options = run.options { inspection.requireTexts(options, path.field("options")) }
    }
}
