extension Report {
    /// Everything about the document that its structure cannot show: the JSON Schema's ranges, patterns and
    /// word lists, and beyond them that names are unique and refer to what is there, that intervals hold
    /// their values, that verdicts agree with their intervals, and that a case with a failed check has no
    /// figures.
    /// - Returns: all problems in the order of the document; empty for a valid report.
    public func validate() -> [Problem] {
        var inspection = Inspection()
        let root = DocumentPath.root
        inspection.require(
            schema == Self.schema, root.field("schema"), "\"\(schema)\" is another schema",
            remedy: "write \"\(Self.schema)\"")
        inspect(tool, at: root.field("tool"), &inspection)
        inspect(host, at: root.field("host"), &inspection)
        inspect(suite, at: root.field("suite"), &inspection)
        inspect(run, at: root.field("run"), &inspection)
        inspectCases(at: root.field("cases"), &inspection)
        inspectComparisons(at: root.field("comparisons"), &inspection)
        inspectFindings(at: root.field("findings"), &inspection)
        inspection.each(series, root.field("series")) { inspect($1, at: $2, &$0) }
        return inspection.problems
    }
}
