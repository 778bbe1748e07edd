#if SQLite
    import ArgumentParser
    import History
    import Rendering
    import Report

    /// `bench track show CASE`.
    struct TrackShowCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the history of a case: a line, its figures and its steps.")

        @Argument(help: "The case's id, or a glob.")
        var name: String

        @Option(help: "A metric instead of those that are followed; may be repeated.")
        var metric: [String] = []

        @Flag(help: "Print the points as JSON.")
        var json = false

        @OptionGroup var place: HistoryPlace

        func run() throws {
            let store = try HistoryStore(reading: place.history)
            let series = try store.cases(matching: name).flatMap { try store.followed($0, metrics: metric) }
            if json { return print(try JSONText.lines(of: series), terminator: "") }
            var heading: String?
            for each in series {
                let next = "\(each.caseID) on \(each.host)"
                if heading != next { Terminal.say((heading == nil ? "" : "\n") + next) }
                heading = next
                for line in try SeriesText(each, trend: SeriesTrend(of: each)).lines() { Terminal.say("  " + line) }
            }
        }
    }
#endif
