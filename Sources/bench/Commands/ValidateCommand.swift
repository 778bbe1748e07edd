import ArgumentParser
import Report
import Suites

/// `bench validate FILE…`.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Hold reports (.json) and journals (.jsonl) against their format.")

    @Argument(help: "Files to look at.")
    var files: [String]

    func run() throws {
        var worst: ExitStatus?
        for file in files {
            do {
                Terminal.say("\(file): \(try verdict(on: file))")
            } catch {
                Terminal.complain("\(error)")
                worst = ExitStatus(of: error) ?? .badInput
            }
        }
        if let worst { throw ExitCode(worst.rawValue) }
    }

    private func verdict(on file: String) throws -> String {
        if file.hasSuffix(".jsonl") {
            let journal = try RunJournal.read(file)
            let torn = journal.tornLine.map { ", line \($0) cut off in the middle of writing" } ?? ""
            return "valid journal, \(journal.entries.count) finished groups\(torn)"
        }
        let report = try Report.read(file)
        return "valid, \(report.cases.count) cases, \(report.findings.count) findings"
    }
}
