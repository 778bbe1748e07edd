import Charts
import Report

/// Figures in full precision as attributes of an element.
enum DataAttributes {
    /// ` data-v="VALUE LOW HIGH"`, the interval where it has a width.
    static func of(_ value: Double, _ interval: Report.Interval?) -> String {
        let text = Datum.text(value, interval.map { $0.low...$0.high })
        return text.contains(" ") ? " data-v=\"\(text)\"" : " data-v=\(text)"
    }

    /// Those of a finding, with its name and unit.
    static func of(_ finding: Report.Finding) -> String {
        of(finding.value, finding.interval)
            + " data-name=\"\(Markup.escaped(finding.name))\" data-unit=\"\(Markup.escaped(finding.unit))\""
    }
}
