import Report

/// The report as the document it is read from.
public struct JSONRenderer: Renderer {
    /// The name users give.
    public let name = "json"
    /// The ending of its files.
    public let fileExtension = "json"

    /// The renderer has no options.
    public init() {}

    /// The document as `Report.json()` writes it.
    public func render(_ report: Report) throws(ReportError) -> String {
        String(decoding: try report.json(), as: UTF8.self)
    }
}
