#if SQLite
    import ArgumentParser
    import Foundation
    import History
    import Rendering
    import Report

    /// `bench track site DIR`.
    struct TrackSiteCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "site", abstract: "Write a static site over the history, for a browser or any web server.",
            discussion: """
                An overview with what changed lately, a page a suite, a page a workload with a chart for every figure that is \
                followed. Pages of an earlier site in the folder are replaced; what else is there stays, so that old links last.
                """)

        @Argument(help: ArgumentHelp("The site's folder.", valueName: "dir"))
        var folder: String

        @OptionGroup var place: HistoryPlace

        func run() async throws {
            Terminal.progress("reading \(place.history)")
            let overview = try await HistoryStore(reading: place.history).overview()
            guard !overview.suites.isEmpty else { throw HistoryError.empty(file: place.history) }
            let tool = Report.Tool.current
            let site = HistorySite(
                of: overview, program: "\(tool.name) \(tool.version), commit \(tool.commit.prefix(12))")
            var count = 1
            for suite in overview.suites {
                Terminal.progress(suite.suite)
                let files = await site.pages(of: suite)
                try files.forEach(write)
                count += files.count
            }
            try write(site.overview)
            Terminal.clearProgress()
            Terminal.say(
                "\(folder)/\(site.overview.path): \(count) pages of \(overview.suites.map(\.suite).joined(separator: ", "))"
            )
        }

        private func write(_ file: HistorySite.File) throws {
            let path = "\(folder)/\(file.path)"
            try TextFile.makeFolder((path as NSString).deletingLastPathComponent)
            try TextFile.write(file.html, to: path)
        }
    }
#endif
