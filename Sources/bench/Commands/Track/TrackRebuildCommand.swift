#if SQLite
    import ArgumentParser
    import Foundation
    import History

    /// `bench track rebuild [FOLDER…]`.
    struct TrackRebuildCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild", abstract: "Make the history again from the reports.",
            discussion: """
                All *.json and *.json.xz below the folders are read into a new file, which then takes the place of the old one. \
                The old one is kept as FILE.old where it has runs that no report was found of, or cannot be read.
                """)

        @Argument(help: "Folders with reports.")
        var folders = ["results"]

        @OptionGroup var place: HistoryPlace

        func run() throws {
            signal(SIGXFSZ, SIG_IGN)
            let done = try HistoryRebuild(place.history, from: folders) { Terminal.progress("reading \($0)") }
            Terminal.clearProgress()
            for omission in done.skipped { Terminal.complain("skipped: \(omission.reason)") }
            for omission in done.failed { Terminal.complain(omission.reason) }
            Terminal.say("\(place.history): \(done.runs) runs with \(done.figures) figures")
            if let kept = done.kept {
                Terminal.complain(
                    "the old history has runs that no report was found of, or cannot be read; it is \(kept) now")
            }
            if !done.failed.isEmpty { throw ExitCode(ExitStatus.badInput.rawValue) }
        }
    }
#endif
