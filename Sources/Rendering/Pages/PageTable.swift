import Charts
import Report

/// A table of a page: the partial `table`.
struct PageTable {
    struct Column {
        let text: String
        var isNumber = false
    }

    struct Cell {
        var text = ""
        /// Attributes that hold the figure in full precision, as markup; empty for none.
        var data = ""
        var isNumber = false
        var isHeading = false
        var isCode = false
    }

    struct Row {
        let cells: [Cell]
    }

    var caption: String
    var columns: [Column]
    var rows: [Row]
}

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
