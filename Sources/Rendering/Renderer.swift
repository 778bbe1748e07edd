import Report

/// A format a report can be written in.
public protocol Renderer: Sendable {
    /// What a user calls the format, such as `markdown`.
    var name: String { get }
    /// The usual ending of file names, without the dot.
    var fileExtension: String { get }
    /// The report in this format, with a line feed at the end.
    /// - Throws: ``ReportError/notFinite(field:)`` where the format cannot hold such a number.
    func render(_ report: Report) throws(ReportError) -> String
}

/// The formats there are. To add one, add a type and its line here.
public enum Renderers {
    /// All formats, in the order in which help lists them.
    public static let all: [any Renderer] = [
        MarkdownRenderer(),
        JSONRenderer(),
        CSVRenderer(),
        TextRenderer(),
        GoogleBenchmarkRenderer(),
        BMFRenderer(),
        OpenMetricsRenderer(),
        JUnitRenderer(),
        HTMLRenderer(),
    ]

    /// The format called `name`.
    /// - Throws: ``RenderingError/unknownFormat(name:known:)``.
    public static func named(_ name: String) throws(RenderingError) -> any Renderer {
        guard let renderer = all.first(where: { $0.name == name }) else {
            throw .unknownFormat(name: name, known: all.map(\.name))
        }
        return renderer
    }
}

/// What can be wrong with a wish for a format.
public enum RenderingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no such format.
    case unknownFormat(name: String, known: [String])

    /// Cause and remedy.
    public var description: String {
        switch self {
        case .unknownFormat(let name, let known):
            "there is no format \"\(name)\"; choose one of \(known.joined(separator: ", "))"
        }
    }
}
