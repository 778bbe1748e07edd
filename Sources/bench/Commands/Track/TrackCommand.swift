import ArgumentParser
import History

#if SQLite
    /// `bench track …`; a file a subcommand.
    struct TrackCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "track", abstract: "Follow figures over many runs, and find where they changed.",
            discussion: """
                The history is one file below results/ that `bench track rebuild` makes again from the reports at any time. \
                A case is followed by `time.ratio` where it was measured against a reference build, else by `time`, and by \
                what the same program gives again to the last digit: memory, accuracy, simulated counts.
                """,
            subcommands: [
                TrackAddCommand.self, TrackRebuildCommand.self, TrackListCommand.self, TrackShowCommand.self,
                TrackTrendCommand.self, TrackGateCommand.self, TrackSiteCommand.self,
            ])
    }

    /// Where the history is.
    struct HistoryPlace: ParsableArguments {
        @Option(help: ArgumentHelp("The history.", valueName: "file"))
        var history = HistoryStore.standardPath
    }
#else
    /// Stands in for `bench track` in a build without SQLite.
    struct TrackCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "track", abstract: "Follow figures over many runs (this build has no SQLite).")

        @Argument(parsing: .captureForPassthrough, help: .hidden)
        var words: [String] = []

        func run() throws {
            throw HistoryUnavailable()
        }
    }
#endif

/// Why this build keeps no history.
struct HistoryUnavailable: Error, CustomStringConvertible {
    /// What is missing.
    static let cause = "this build has no SQLite"
    /// How to have it.
    static let remedy =
        "install libsqlite3-dev and build with scripts/bench, or with swift build --traits default,SQLite"

    var description: String { "\(Self.cause), which keeps the history; \(Self.remedy)" }
}
