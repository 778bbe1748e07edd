import Foundation
import Measurement
import Report
import Suites

/// The files of a run: a journal while it goes on, the reports at its end.
final class RunFiles {
    /// The run as its journal knows it: on `--resume` the interrupted one.
    let header: RunHeader
    /// What the interrupted run had finished.
    let finished: [GroupResult]
    /// The reports' files, beside which the journal lies.
    let reports: ReportFiles
    private var writer: JournalWriter<RunHeader, GroupResult>

    var journal: String { reports.stem + ".jsonl" }
    /// The folder of the launches' journals.
    var launches: String { reports.stem + ".launches" }

    /// Starts a journal below `output`.
    /// - Throws: `ReportError` where it cannot be written.
    init(starting header: RunHeader, below output: String) throws {
        reports = try ReportFiles(of: header, below: output)
        self.header = header
        finished = []
        writer = try .init(creating: reports.stem + ".jsonl", header: header)
    }

    /// Continues the newest journal below `output` that the command of `header` could have started.
    /// - Throws: ``SuiteError/nothingToResume(folder:obstacles:)``; `ReportError` for a damaged journal.
    init(continuing header: RunHeader, below output: String) throws {
        let folder = try ReportFiles.folder(of: header, below: output)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var obstacles: [String] = []
        // A name begins with its run's start, so that the last is the newest.
        for name in names.filter({ $0.hasSuffix(".jsonl") }).sorted().reversed() {
            let path = "\(folder)/\(name)"
            let journal: RunJournal
            do {
                journal = try RunJournal.read(path)
            } catch {
                // One that cannot be read must not stand in the way of the others.
                obstacles.append("\(error)")
                continue
            }
            let differences = journal.header.obstacles(toContinuing: header)
            guard differences.isEmpty else {
                obstacles.append("\(name) differs in \(differences.joined(separator: ", "))")
                continue
            }
            self.header = journal.header.continued(by: header)
            finished = journal.entries
            reports = ReportFiles(stem: String(path.dropLast(".jsonl".count)))
            writer = try .init(continuing: journal, at: path)
            return
        }
        throw SuiteError.nothingToResume(folder: folder, obstacles: obstacles)
    }

    /// Keeps a finished group.
    func append(_ result: GroupResult) throws {
        try writer.append(result)
    }

    /// Writes JSON and Markdown; the journal has served its turn then.
    func finish(_ report: Report) throws {
        try reports.write(report)
        try FileManager.default.removeItem(atPath: journal)
        if FileManager.default.fileExists(atPath: launches) { try FileManager.default.removeItem(atPath: launches) }
    }
}
