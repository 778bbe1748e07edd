#if SQLite
    import ArgumentParser
    import Basics
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

        @Option(help: "This suite alone; may be repeated.")
        var suite: [String] = []

        @OptionGroup var place: HistoryPlace

        func run() async throws {
            let store = try HistoryStore(reading: place.history)
            let names = try suites(of: store)
            let tool = Report.Tool.current
            var site = HistorySite(program: "\(tool.name) \(tool.version), commit \(tool.commit.prefix(12))")
            var count = 0
            for name in names {
                Terminal.progress("\(name)")
                let files = await site.add(try await store.suite(name))
                for file in files { try write(file) }
                count += files.count
            }
            try write(site.overview)
            Terminal.clearProgress()
            Terminal.say("\(folder)/\(site.overview.path): \(count + 1) pages of \(names.joined(separator: ", "))")
        }

        /// The suites that are asked for, or all.
        private func suites(of store: HistoryStore) throws -> [String] {
            let runs = try store.runs()
            guard !runs.isEmpty else { throw HistoryError.empty(file: place.history) }
            let known = Set(runs.map(\.suite)).sorted()
            for name in suite where !known.contains(name) {
                throw HistoryError.unknown(kind: "suite", name: name, nearest: nearestNames(to: name, in: known))
            }
            return suite.isEmpty ? known : suite
        }

        private func write(_ file: HistorySite.File) throws {
            let path = "\(folder)/\(file.path)"
            try TextFile.makeFolder((path as NSString).deletingLastPathComponent)
            try TextFile.write(file.html, to: path)
        }
    }
#endif
