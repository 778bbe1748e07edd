import Report

/// Where the figures come from: machine, program, suite and run.
enum MarkdownHost {
    static func blocks(of report: Report) -> [String] {
        let origins = Origin.host(report.host) + Origin.tool(report.tool) + Origin.run(report)
        let table = MarkdownTable(
            columns: [.init(""), .init("")],
            rows: origins.map { origin in [origin.name, origin.value.map(text).joined()] })
        return ["## Host and tool"] + (table.block.map { [$0] } ?? [])
    }

    private static func text(_ piece: Origin.Piece) -> String {
        switch piece {
        case .text(let text): MarkdownText.plain(text)
        case .code(let name): MarkdownText.code(name)
        }
    }
}
