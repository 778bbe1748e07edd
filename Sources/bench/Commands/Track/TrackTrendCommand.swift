#if SQLite
    import ArgumentParser
    import History
    import Rendering
    import Report

    /// `bench track trend [CASE…]`.
    struct TrackTrendCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trend",
            abstract: "Say where figures changed for good: between which commits, by how much, how surely.",
            discussion: "One outlier is no change. Cases without a change are left out, unless --all is given.")

        @Argument(help: "Ids of cases, or globs; all cases where they are left out.")
        var names: [String] = []

        @Option(help: "A metric instead of those that are followed; may be repeated.")
        var metric: [String] = []

        @Flag(help: "Name the cases without a change, too.")
        var all = false

        @Flag(help: "Print JSON.")
        var json = false

        @OptionGroup var place: HistoryPlace

        func run() throws {
            let store = try HistoryStore(reading: place.history)
            var trends: [SeriesTrend] = []
            func look(at series: HistorySeries) throws {
                let trend = try SeriesTrend(of: series)
                if all || trend.isEventful { trends.append(trend) }
            }
            if names.isEmpty {
                try store.forEachFollowed(metrics: metric) { try $0.forEach(look) }
            } else {
                for name in try names.flatMap(store.cases(matching:)) {
                    try store.followed(name, metrics: metric).forEach(look)
                }
            }
            if json { return print(try JSONText.lines(of: trends), terminator: "") }
            if trends.isEmpty {
                Terminal.say("no change in \(names.isEmpty ? "any case" : names.joined(separator: ", "))")
            }
            for trend in trends {
                Terminal.say("\(trend.caseID) \(trend.metric.name), \(trend.count) runs on \(trend.host)")
                let lines = TrendText.lines(trend)
                for line in lines.isEmpty ? ["no change"] : lines { Terminal.say("  " + line) }
            }
        }
    }
#endif
