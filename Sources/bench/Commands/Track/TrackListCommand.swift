#if SQLite
    import ArgumentParser
    import Foundation
    import History
    import Rendering

    /// `bench track list`.
    struct TrackListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the runs of the history, or its cases.")

        @Option(
            help: ArgumentHelp(
                "List the cases whose id matches with their last figures, such as '*:kws.*', instead of the runs.",
                valueName: "glob"))
        var filter: String?

        @OptionGroup var place: HistoryPlace

        func run() throws {
            let store = try HistoryStore(reading: place.history)
            guard let filter else {
                return say(HistoryTables.runs(try store.runs()))
            }
            let names = Set(try store.cases(matching: filter))
            var series: [HistorySeries] = []
            try store.forEachFollowed { found in
                if let name = found.first?.caseID, names.contains(name) { series += found }
            }
            say(HistoryTables.series(series))
        }

        private func say(_ table: TextTable) {
            for line in table.lines(colours: Terminal.isColoured) { Terminal.say(line) }
        }
    }
#endif
