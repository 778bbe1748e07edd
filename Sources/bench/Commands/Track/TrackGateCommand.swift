#if SQLite
    import ArgumentParser
    import History
    import Rendering
    import Report

    /// `bench track gate`.
    struct TrackGateCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "gate",
            abstract: "Hold the newest night against its history; exit code 2 where something is worse.",
            discussion: """
                Each figure is held against what the nights since its last change let expect, with their own noise, and the \
                number of figures is allowed for (Holm). The night is the newest run with the others of its \
                commit and host in the 20 hours before.
                """)

        @Option(help: "The host's id; that of the newest run where it is left out.")
        var host: String?

        @Option(help: "One suite alone.")
        var suite: String?

        @Option(help: "A metric instead of those that are followed; may be repeated.")
        var metric: [String] = []

        @Option(help: "Changes below this per cent are no matter.")
        var threshold = 1.0

        @Option(help: "The probability of any false alarm in a night.")
        var alpha = 0.01

        /// How the verdict is written.
        enum Format: String, CaseIterable, ExpressibleByArgument {
            case text, markdown, json, junit
        }

        @Option(help: "How to write it.")
        var format = Format.text

        @OptionGroup var place: HistoryPlace

        func validate() throws {
            guard threshold > 0, threshold < 100 else {
                throw ValidationError("--threshold \(threshold): give a per cent above 0 and below 100, such as 1")
            }
            guard alpha > 0, alpha < 1 else {
                throw ValidationError("--alpha \(alpha): give a probability between 0 and 1, such as 0.01")
            }
        }

        func run() throws {
            var request = GateRequest()
            (request.host, request.suite, request.metrics) = (host, suite, metric)
            (request.alpha, request.minimumChange) = (alpha, threshold / 100)
            let gate = try HistoryStore(reading: place.history).gate(request)
            switch format {
            case .text: GateText.lines(gate).forEach(Terminal.say)
            case .markdown: print(GateMarkdown.text(gate), terminator: "")
            case .json: print(try JSONText.lines(of: gate), terminator: "")
            case .junit: print(GateJUnit.text(gate), terminator: "")
            }
            if !gate.regressions.isEmpty { throw ExitCode(ExitStatus.regression.rawValue) }
        }
    }
#endif
