import Charts
import Mustache

/// A table of a page; templates have it as `html`. It is written without one, as some have thousands of rows.
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
        /// Where the text leads.
        var address: String?
        /// Markup after the text.
        var picture = ""
    }

    struct Row {
        /// What links name after the `#`.
        var rowID: String?
        let cells: [Cell]
    }

    var caption: String
    var columns: [Column]
    var rows: [Row]
}

extension PageTable: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "html": html
        case "caption": caption
        default: nil
        }
    }

    /// The table in a region of its own, which scrolls where the page is narrow.
    var html: String {
        var markup = Markup()
        markup.element("div", ["class": "scroll", "role": "region", "aria-label": caption, "tabindex": "0"]) { markup in
            markup.element("table", ["class": "data"]) { markup in
                markup.element("caption", ["class": "unseen"], text: caption)
                markup.append("<thead><tr>")
                for column in columns {
                    markup.append("<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "")>")
                    markup.write(column.text)
                    markup.append("</th>")
                }
                markup.append("</tr></thead>\n<tbody>\n")
                for row in rows { row.write(to: &markup) }
                markup.append("</tbody>")
            }
        }
        return markup.text
    }
}

extension PageTable.Row {
    fileprivate func write(to markup: inout Markup) {
        markup.append("<tr")
        if let rowID { markup.append(" id=\"\(Markup.escaped(rowID))\"") }
        markup.append(">")
        for cell in cells {
            let name = cell.isHeading ? "th" : "td"
            markup.append(
                "<\(name)\(cell.isHeading ? " scope=\"row\"" : "")\(cell.isNumber ? " class=\"n\"" : "")\(cell.data)>")
            if let address = cell.address {
                markup.element("a", ["href": address], text: cell.text)
            } else {
                markup.write(cell.text)
            }
            markup.append("\(cell.picture)</\(name)>")
        }
        markup.append("</tr>\n")
    }
}
