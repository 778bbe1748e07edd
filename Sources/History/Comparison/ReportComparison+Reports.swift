import Basics
import Report
import Statistics

extension ReportComparison {
    /// Holds reports against a base.
    /// - Parameters:
    ///   - base: the report and what the user calls it.
    ///   - heads: likewise, at least one.
    /// - Throws: ``ComparisonError``; `StatisticsError` for figures that no test can be made of.
    public init(
        base: (name: String, report: Report), heads: [(name: String, report: Report)], _ request: ComparisonRequest
    ) throws {
        let compared = try heads.map { head in try HeadComparison(base, head, request) }
        guard compared.contains(where: { $0.refusal == nil && !$0.questions.isEmpty }) else {
            throw ComparisonError.nothingComparable(
                base: base.name,
                reasons: compared.map { head in
                    "\(head.run.name): \(head.refusal ?? head.incomparable.first?.reason ?? "they share no case")"
                })
        }
        self.init(base: ComparedRun(base.report, named: base.name), heads: compared)
    }
}

extension HeadComparison {
    fileprivate init(
        _ base: (name: String, report: Report), _ head: (name: String, report: Report), _ request: ComparisonRequest
    ) throws {
        let run = ComparedRun(head.report, named: head.name)
        if let obstacle = Matching.obstacle(base: base.report, head: head.report, acrossHosts: request.acrossHosts) {
            self.init(run: run, refusal: obstacle)
            return
        }
        let matching = Matching(
            base: request.acrossHosts ? RelativeCases.cases(of: base.report) : base.report.cases,
            head: request.acrossHosts ? RelativeCases.cases(of: head.report) : head.report.cases)
        let figures = try Self.selected(MetricFigures.metrics(of: matching.pairs), request)
            .map { MetricFigures($0.name, $0.repetition, matching.pairs) }
        let wanted = try Self.wanted(matching, request)
        self.init(
            run: run,
            questions: try figures.compactMap { try ComparisonQuestion($0, wanted: wanted, request) },
            added: matching.added, removed: matching.removed,
            incomparable: matching.incomparable + figures.flatMap(\.incomparable).filter { wanted($0.id) },
            notes: Self.notes(base.report, head.report))
    }

    /// The metrics to compare by.
    private static func selected(
        _ all: [(name: String, repetition: Report.Repetition)], _ request: ComparisonRequest
    ) throws -> [(name: String, repetition: Report.Repetition)] {
        let known = all.map(\.name)
        for name in request.metrics + request.bands.keys.sorted() where !known.contains(name) {
            throw ComparisonError.unknownMetric(name, known: known)
        }
        guard request.metrics.isEmpty else { return all.filter { request.metrics.contains($0.name) } }
        return all.filter { metric in
            switch metric.repetition {
            case .exact: true
            // Counters vary as times do and say less; they are compared by name.
            case .varies: request.acrossHosts || Report.definition(of: metric.name) != nil
            case .redundant: request.acrossHosts
            }
        }
    }

    /// Whether the filters leave a case.
    private static func wanted(_ matching: Matching, _ request: ComparisonRequest) throws -> (String) -> Bool {
        guard !request.filters.isEmpty else { return { _ in true } }
        let ids = matching.pairs.map(\.id)
        func matches(_ pattern: String, _ id: String) -> Bool { CaseID(id)?.matches(pattern) ?? false }
        for pattern in request.filters where !ids.contains(where: { matches(pattern, $0) }) {
            throw ComparisonError.nothingMatches(filter: pattern, nearest: nearestNames(to: pattern, in: ids))
        }
        let kept = Set(ids.filter { id in request.filters.contains { matches($0, id) } })
        return { kept.contains($0) }
    }

    /// What a reader has to know of the two runs.
    private static func notes(_ base: Report, _ head: Report) -> [Report.Warning] {
        var notes: [Report.Warning] = []
        if let program = base.tool.program, program == head.tool.program {
            notes.append(.identicalPrograms)
        }
        if base.tool.configuration != head.tool.configuration {
            notes.append(
                .init(
                    code: "configuration",
                    message:
                        "the base was built for \(base.tool.configuration), the head for \(head.tool.configuration)",
                    remedy: "build both alike"))
        }
        if base.run.seed != head.run.seed {
            notes.append(
                .init(
                    code: "seed",
                    message: "the seeds differ (\(base.run.seed), \(head.run.seed)), and so do the inputs",
                    remedy: "give both runs one --seed"))
        }
        if base.host.id != head.host.id {
            notes.append(
                .init(
                    code: "hosts", message: "the base ran on \(base.host.cpu), the head on \(head.host.cpu)",
                    remedy: "read ratios to each host's own baseline, not times"))
        }
        return notes
    }
}

extension Report.Warning {
    /// That both sides are one program.
    static let identicalPrograms = Report.Warning(
        code: "identical", message: "both runs are of the same program file",
        remedy: "whatever differs is noise or the machine")
}
