/// Collects what is wrong in a report; one instance goes through the whole document.
struct Inspection {
    private(set) var problems: [Problem] = []
    /// What was found out about metrics' names: a report repeats a few of them thousands of times.
    private var metricNames: [String: Bool] = [:]

    mutating func require(
        _ condition: Bool, _ path: @autoclosure () -> DocumentPath, _ cause: @autoclosure () -> String,
        remedy: @autoclosure () -> String
    ) {
        if !condition { problems.append(Problem(path(), cause(), remedy: remedy())) }
    }

    mutating func requireText(_ text: String, _ path: @autoclosure () -> DocumentPath) {
        require(!text.isEmpty, path(), "the text is empty", remedy: "say what belongs here")
    }

    mutating func requireTexts(_ texts: [String], _ path: DocumentPath) {
        for (index, text) in texts.enumerated() { requireText(text, path.element(index)) }
        require(
            Set(texts).count == texts.count, path, "an entry occurs twice", remedy: "list each entry once")
    }

    mutating func require(_ number: Int, atLeast least: Int, _ path: @autoclosure () -> DocumentPath) {
        require(
            number >= least, path(), "\(number) is below \(least)", remedy: "give a number from \(least) on")
    }

    mutating func requireTexts(_ texts: [String: String], _ path: DocumentPath) {
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            requireText(name, path.field(name))
            requireText(text, path.field(name))
        }
    }

    mutating func requireHex(_ text: String, lengths: ClosedRange<Int>, _ path: DocumentPath) {
        let isHex = text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
        let count =
            lengths.count == 1 ? "\(lengths.lowerBound)" : "\(lengths.lowerBound) to \(lengths.upperBound)"
        require(
            isHex && lengths.contains(text.utf8.count), path, "\"\(text)\" is no digest",
            remedy: "give \(count) hexadecimal digits in lower case")
    }

    mutating func requireUnit(_ unit: String, _ path: @autoclosure () -> DocumentPath) {
        require(
            Report.units.contains(unit), path(), "\"\(unit)\" is no unit of reports",
            remedy: "use one of \(Report.units.sorted().joined(separator: " ")) and scale the value")
    }

    mutating func requireMetricName(_ name: String, _ path: DocumentPath) {
        let isKnown = metricNames[name] ?? (Report.definition(of: name) != nil || Report.isCounter(name))
        metricNames[name] = isKnown
        require(
            isKnown, path, "\"\(name)\" is no metric of reports",
            remedy: "use a name of the table in results/README.md, or a counter as PAPI spells it")
    }

    mutating func require(_ value: Double, within interval: Report.Interval, _ path: @autoclosure () -> DocumentPath) {
        require(
            interval.low <= value && value <= interval.high, path(),
            "\(interval) does not hold the value \(value)",
            remedy: "give low ≤ value ≤ high")
    }

    mutating func requireConfidence(_ confidence: Double, _ path: @autoclosure () -> DocumentPath) {
        require(
            confidence > 0 && confidence <= 1, path(), "\(confidence) is no coverage",
            remedy: "give a number above 0 and up to 1")
    }

    /// What is modelled names its source.
    mutating func requireSource(_ source: String?, of provenance: Report.Provenance, _ path: DocumentPath) {
        if let source { requireText(source, path.field("source")) }
        require(
            provenance != .modelled || source != nil, path, "the value is modelled and names no source",
            remedy: "name the published model in source")
    }

    /// Each element with the place it stands at.
    mutating func each<Element>(
        _ elements: [Element], _ path: DocumentPath,
        _ body: (inout Inspection, Element, DocumentPath) -> Void
    ) {
        for (index, element) in elements.enumerated() { body(&self, element, path.element(index)) }
    }
}
