import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A picture as a reader of XML finds it, independent of what wrote it.
final class Drawing: NSObject, XMLParserDelegate {
    /// An element with the text in it.
    struct Element {
        var name: String
        var attributes: [String: String]
        var text = ""
        /// Names of the elements around it, the outermost first.
        var path: [String]
        /// The classes of the elements around it.
        var context: String

        func number(_ key: String) -> Double? { attributes[key].flatMap { Double($0.replacing("%", with: "")) } }
    }

    private(set) var elements: [Element] = []
    private(set) var error: String?
    private var open: [Int] = []

    init(_ svg: String) {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        if !parser.parse() { error = "\(String(describing: parser.parserError)) in \(svg)" }
        if !open.isEmpty { error = "elements are open at the end of \(svg)" }
    }

    func parser(_ parser: XMLParser, parseErrorOccurred problem: any Error) {
        error = "\(problem)"
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let around = open.map { elements[$0] }
        elements.append(
            .init(
                name: name, attributes: attributes, path: around.map(\.name),
                context: around.compactMap { $0.attributes["class"] }.joined(separator: " ")))
        open.append(elements.count - 1)
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        if let last = open.last, elements[last].name != name { error = "\(elements[last].name) ends as \(name)" }
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        for index in open { elements[index].text += text }
    }

    func all(_ name: String, _ style: String? = nil) -> [Element] {
        elements.filter { element in
            let styles = (element.attributes["class"] ?? "").split(separator: " ")
            return element.name == name && (style.map { styles.contains(Substring($0)) } ?? true)
        }
    }

    /// The groups that hold a figure.
    var marks: [Element] { elements.filter { $0.attributes["data-v"] != nil } }

    var height: Double { elements[0].number("height") ?? 0 }

    /// Places in per cent of the plot, or pixels from its top, that lie outside of the picture.
    var strays: [String] {
        elements.dropFirst().filter { !$0.path.contains("pattern") && !$0.path.contains("defs") }.flatMap { element in
            let lengths = ["x", "x1", "x2"].filter { element.attributes[$0]?.hasSuffix("%") == true }
            let outside = lengths.filter { !(-0.01...100.01).contains(element.number($0) ?? .nan) }
            let heights = element.path.count == 1 || element.path.last == "g" ? ["y", "y1", "y2"] : []
            let beyond = heights.filter { key in element.number(key).map { !(-0.01...height).contains($0) } ?? false }
            let places = (outside + beyond).map { "\(element.name) \($0)=\(element.attributes[$0] ?? "")" }
            guard lengths.contains("x"), element.attributes["width"]?.hasSuffix("%") == true else { return places }
            let end = (element.number("x") ?? 0) + (element.number("width") ?? 0)
            return places + (end > 100.02 ? ["\(element.name) ends at \(end) %"] : [])
        }
    }

    /// Pairs of texts that overlap where the plot is so many pixels wide, by the width that a usual font gives them.
    func overlaps(width: Double, isNarrow: Bool) -> [String] {
        struct Box {
            var text: String
            var x: ClosedRange<Double>
            var y: ClosedRange<Double>
        }
        let boxes = elements.compactMap { element -> Box? in
            guard element.name == "text", let y = element.number("y"), let x = element.number("x") else { return nil }
            let styles = (element.attributes["class"] ?? "").split(separator: " ")
            if isNarrow, styles.contains("minor") { return nil }
            var text = element.text
            if isNarrow {
                for part in all("tspan", "minor") { text = text.replacing(part.text, with: "") }
            }
            let length = Double(text.count) * 5.9
            let place = element.attributes["x"]?.hasSuffix("%") == true ? x / 100 * width : x
            let start =
                switch element.attributes["text-anchor"] {
                case "end": place - length
                case "middle": place - length / 2
                default: place
                }
            let middle = element.attributes["dy"] == nil ? y - 4 : y
            return Box(text: text, x: start...(start + length), y: (middle - 5)...(middle + 5))
        }
        return boxes.indices.flatMap { left in
            boxes.indices.filter { right in
                right > left && boxes[left].x.overlaps(boxes[right].x) && boxes[left].y.overlaps(boxes[right].y)
            }.map { "\"\(boxes[left].text)\" and \"\(boxes[$0].text)\"" }
        }
    }
}
