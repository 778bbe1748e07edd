import Rendering
import Report
import Suites

/// The files of a report: JSON and Markdown, side by side.
struct ReportFiles {
    /// `OUTPUT/HOST/SUITE/RUN`, to which the endings are added.
    let stem: String
    private static let page = MarkdownRenderer()

    var json: String { stem + ".json" }
    var markdown: String { "\(stem).\(Self.page.fileExtension)" }

    init(stem: String) {
        self.stem = stem
    }

    /// The files of a run, in a folder that is made where it is missing.
    /// - Throws: `ReportError` where it cannot be made.
    init(of header: RunHeader, below output: String) throws {
        self.init(stem: "\(try Self.folder(of: header, below: output))/\(header.run.id)")
    }

    /// `OUTPUT/HOST/SUITE`.
    static func folder(of header: RunHeader, below output: String) throws -> String {
        let folder = "\(output)/\(header.host.id)/\(header.suite.name)"
        try TextFile.makeFolder(folder)
        return folder
    }

    func write(_ report: Report) throws {
        try report.write(to: json)
        try TextFile.write(Self.page.render(report), to: markdown)
    }
}
