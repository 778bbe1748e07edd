#if SQLite
    import ArgumentParser
    import Foundation
    import History
    import Report

    /// `bench track add REPORT…`.
    struct TrackAddCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add reports to the history.",
            discussion:
                "A run that is in the history already is not added again. What can be added is, whatever the others are."
        )

        /// Files of other programs.
        enum Source: String, ExpressibleByArgument, CaseIterable {
            case googleBenchmark = "google-benchmark"
        }

        @Argument(help: "Reports (.json, .json.xz), or files of another program with --from.")
        var reports: [String]

        @Option(
            help: "Turn files of another program into reports first: \(Source.allValueStrings.joined(separator: ", "))."
        )
        var from: Source?

        @Option(help: "The commit that was measured, where a file of another program does not tell.")
        var commit: String?

        @Option(help: ArgumentHelp("The folder that such reports are written below.", valueName: "dir"))
        var output = "results"

        @OptionGroup var place: HistoryPlace

        func validate() throws {
            if commit != nil && from == nil {
                throw ValidationError("--commit goes with --from; our own reports tell theirs")
            }
        }

        func run() throws {
            // A limit on the size of files becomes an error that can be told, and does not end the program.
            signal(SIGXFSZ, SIG_IGN)
            let store = try HistoryStore(writing: place.history)
            var worst: ExitStatus?
            for path in reports {
                do {
                    let file = try file(path)
                    Terminal.say("\(file.path): \(words(try store.add(file), file.report))")
                } catch {
                    Terminal.complain("\(error)")
                    worst = ExitStatus(of: error) ?? .badInput
                }
            }
            if let worst { throw ExitCode(worst.rawValue) }
        }

        /// The report at a path, or the one that a file of another program becomes, written where a rebuild finds it.
        private func file(_ path: String) throws -> ReportFile {
            guard from != nil else { return try ReportFile(reading: path) }
            let converted = try GoogleBenchmarkFile(reading: path).report(commit: commit)
            for note in converted.notes { Terminal.complain("\(path): \(note)") }
            let report = converted.report
            let folder = "\(output)/\(report.host.id)/\(report.suite.name)"
            try TextFile.makeFolder(folder)
            let written = "\(folder)/\(report.run.id).json"
            try report.write(to: written)
            return try ReportFile(reading: written)
        }

        private func words(_ figures: Int?, _ report: Report) -> String {
            guard let figures else { return "run \(report.run.id) is in the history already" }
            return "added run \(report.run.id) with \(figures) figures"
        }
    }
#endif
