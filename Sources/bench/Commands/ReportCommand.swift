import ArgumentParser
import Measurement
import Rendering
import Report
import Suites

/// `bench report FILE --format …`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Print a report in another format.",
        discussion: "The journal (.jsonl) of an unfinished run is read too: the report then covers its finished groups."
    )

    @Argument(help: "A report (.json) or a journal (.jsonl).")
    var file: String

    @Option(help: "One of \(Renderers.all.map(\.name).joined(separator: ", ")).")
    var format = "markdown"

    @OptionGroup var place: DefinitionPlace

    func run() throws {
        let renderer = try Renderers.named(format)
        let report = file.hasSuffix(".jsonl") ? try unfinished() : try Report.read(file)
        print(try renderer.render(report), terminator: "")
    }

    /// The finished groups of an interrupted run.
    private func unfinished() throws -> Report {
        let journal = try RunJournal.read(file)
        let type = try Suites.named(journal.header.suite.name)
        let definition = try place.file(of: type)
        guard try definition.digest(for: type) == journal.header.suite.digest else {
            throw SuiteError.otherDefinition(journal: file, definition: definition.path)
        }
        let suite = try type.init(definition: definition, request: journal.header.request)
        let groups = try Selection(
            suite.groups(on: HostFacts()), modelled: suite.modelledIDs(), request: journal.header.request
        ).groups
        return try SuiteRun(suite: suite, groups: groups, header: journal.header).report(journal.entries)
    }
}
