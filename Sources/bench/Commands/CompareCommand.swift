import ArgumentParser
import Basics
import History
import Rendering
import Report

/// `bench compare BASE HEAD…`, and `bench compare --live BASE HEAD`.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Tell what changed between reports, and how surely.",
        discussion: """
            Cases are matched by their ids. Times need several launches on both sides (bench SUITE --launches 10): one \
            process does not show how far two runs of the same program lie apart. What repeats exactly, such as memory or \
            accuracy, is compared as it is. A verdict needs the whole interval beyond the threshold, corrected for all \
            comparisons of the metric.

            With --live, BASE and HEAD are builds: git refs, '.' for the working tree as it is, or paths of bench \
            executables. Refs are built in worktrees below .build/live, of which the four used last are kept. Pairs of \
            resident workers, one of each build on the same CPU, take turns epoch by epoch in random order; the pair is the \
            unit of the verdict.

            --filter leaves the verdicts on reports as they are. Of builds only what it keeps is measured, and the verdicts \
            are corrected for that alone. Only times are compared.
            """)

    @Argument(help: "The report that the others are held against, and one or more others.")
    var reports: [String]

    @OptionGroup var judging: JudgingOptions

    @Flag(name: .customLong("across-hosts"), help: "Compare ratios to each host's own baseline and shares of its peak.")
    var acrossHosts = false

    @OptionGroup var presentation: ComparisonPresentation
    @OptionGroup(title: "Builds (--live; --filter is for reports too)") var builds: LiveOptions

    func validate() throws {
        if builds.live {
            guard reports.count == 2 else {
                throw ValidationError("--live compares two builds; name a base and a head")
            }
            if acrossHosts {
                throw ValidationError("--across-hosts compares reports, --live builds; leave one of them out")
            }
            if let metric = judging.named.first(where: { $0 != "time" }) {
                throw ValidationError("'\(metric)': --live compares builds by their time alone; leave the metric out")
            }
            return
        }
        guard reports.count >= 2 else {
            throw ValidationError("one report cannot be compared; name a base and at least one other")
        }
        guard builds.forBuildsAlone.isEmpty else {
            throw ValidationError(
                "\(builds.forBuildsAlone.joined(separator: ", ")): not for reports; add --live to compare builds, or leave "
                    + "it out")
        }
    }

    func run() async throws {
        try presentation.requireWritable()
        let request = judging.request(filters: builds.selection.filter, acrossHosts: acrossHosts)
        let (comparison, status) =
            builds.live
            ? try await LiveSession(base: reports[0], head: reports[1], judging: request, options: builds).run()
            : (try await compare(request), .fine)
        let judged = try presentation.present(comparison)
        let ending = status == .fine ? judged : status
        if ending != .fine { throw ExitCode(ending.rawValue) }
    }

    private func compare(_ request: ComparisonRequest) async throws -> ReportComparison {
        let read = try await reports.inParts { try $0.map { (name: $0, report: try Report.read($0)) } }.flatMap { $0 }
        return try ReportComparison(base: read[0], heads: Array(read.dropFirst()), request)
    }
}

/// What is compared, and what counts as a change.
struct JudgingOptions: ParsableArguments {
    @Option(help: "Compare by this metric, counters too; may be repeated.")
    var metric: [String] = []

    @Option(
        help: ArgumentHelp(
            "Changes within ± this per cent count as equal: 2, or time=2 for one metric; may be repeated.",
            discussion: """
                Where it is left out: 1 for what varies from run to run, 0 for what repeats exactly, 0.5 for builds (--live).
                """,
            valueName: "per cent"))
    var threshold: [Threshold] = []

    /// The metrics that either option names.
    var named: [String] { metric + threshold.compactMap(\.metric) }

    func request(filters: [String], acrossHosts: Bool) -> ComparisonRequest {
        var request = ComparisonRequest()
        request.filters = filters
        request.acrossHosts = acrossHosts
        request.metrics = metric
        for threshold in threshold {
            if let metric = threshold.metric {
                request.bands[metric] = threshold.fraction
            } else {
                request.band = threshold.fraction
            }
        }
        return request
    }
}

/// `PERCENT` or `METRIC=PERCENT`.
struct Threshold: ExpressibleByArgument {
    var metric: String?
    var fraction: Double

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let percent = parts.last.flatMap(Double.init), percent >= 0, percent < 100 else { return nil }
        metric = parts.count == 2 ? parts[0] : nil
        fraction = percent / 100
    }
}

/// How a comparison is shown, and what it does to the exit code.
struct ComparisonPresentation: ParsableArguments {
    /// How a comparison is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, markdown, json, junit
    }

    /// What makes the program exit with code 2.
    enum Failure: String, CaseIterable, ExpressibleByArgument {
        case regression
    }

    @Option(help: "How to write it.")
    var format = Format.text

    @Option(help: ArgumentHelp("Write it to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Option(name: .customLong("fail-on"), help: "Exit with code 2 where there is one.")
    var failOn: Failure?

    /// Finds out before anything is compared whether the comparison can be put where `--output` names.
    /// - Throws: `ReportError`.
    func requireWritable() throws {
        if let output { try TextFile.requireWritable(output) }
    }

    /// Prints or writes a comparison.
    /// - Returns: ``ExitStatus/regression`` where there is one and the user asked for it.
    /// - Throws: `ReportError` for a file that cannot be written.
    func present(_ comparison: ReportComparison) throws -> ExitStatus {
        let text =
            switch format {
            case .text:
                ComparisonText(
                    colours: output == nil && Terminal.isColoured, width: output == nil ? Terminal.width : nil
                )
                .render(comparison)
            case .markdown: ComparisonMarkdown().render(comparison)
            case .json: try JSONText.lines(of: comparison)
            case .junit: ComparisonJUnit.text(comparison)
            }
        if let output {
            try TextFile.write(text, to: output)
        } else {
            print(text, terminator: "")
        }
        return failOn == .regression && comparison.hasRegressions ? .regression : .fine
    }
}
