import Foundation
import Report

extension DestinationOptions {
    /// Whether standard output is kept for the JSON report.
    var isOutputTaken: Bool { json == "-" }

    /// Finds out before a run whether the report can be put where `--json` names.
    /// - Throws: `ReportError`.
    func requireWritable() throws {
        if let json, !isOutputTaken { try TextFile.requireWritable(json) }
    }

    /// Saves and prints the report of a run.
    /// - Parameters:
    ///   - files: where it is saved; nil where it is not.
    ///   - save: saves it there.
    ///   - summary: what is printed of it.
    /// - Throws: `ReportError`, for a report that contradicts itself, too.
    func deliver(_ report: Report, in files: ReportFiles?, save: () throws -> Void, summary: () -> String) throws {
        let problems = report.validate()
        guard problems.isEmpty else { throw ReportError.invalid(file: "the report of this run", problems: problems) }
        try save()
        if isOutputTaken {
            print(String(decoding: try report.json(), as: UTF8.self), terminator: "")
            return
        }
        if let json { try report.write(to: json) }
        Terminal.say("\n" + summary())
        if let files { Terminal.say("Report: \(files.markdown)\n        \(files.json)") }
    }
}

extension Report.Run {
    /// The start's time, so that names sort by age, and the process, so that runs side by side differ.
    static func id(_ started: Date) -> String {
        let time = started.formatted(.iso8601).filter { (character: Character) in !":-".contains(character) }
        return "\(time)-\(String(ProcessInfo.processInfo.processIdentifier, radix: 36))"
    }
}
