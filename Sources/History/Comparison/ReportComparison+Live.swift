import Processes
import Report
import Statistics

extension ReportComparison {
    /// Judges two builds that were measured in resident pairs; the pair is the unit.
    /// - Parameters:
    ///   - host: the machine both ran on.
    ///   - started: when (ISO 8601, UTC).
    /// - Throws: `StatisticsError`; ``ComparisonError`` where no case has figures, or a metric other than `time` is asked for.
    public init(
        live: LiveComparison, on host: Report.Host, started: String, _ request: ComparisonRequest
    ) throws {
        for metric in request.metrics + request.bands.keys.sorted() where metric != "time" {
            throw ComparisonError.unknownMetric(metric, known: ["time"])
        }
        func run(_ build: LiveComparison.Build) -> ComparedRun {
            ComparedRun(
                name: build.name, commit: build.commit, dirty: build.dirty, program: build.executableDigest,
                host: host.id, cpu: host.cpu, suite: live.suite, started: started, launches: live.pairs)
        }
        guard !live.cases.isEmpty else {
            throw ComparisonError.nothingComparable(
                base: live.base.name,
                reasons: live.dropped.isEmpty
                    ? ["the builds share no case"] : live.dropped.map { "\($0.id): \($0.role.rawValue): \($0.reason)" })
        }
        self.init(
            base: run(live.base),
            heads: [
                HeadComparison(
                    run: run(live.head), questions: [try ComparisonQuestion(live, request)], added: live.onlyHead,
                    removed: live.onlyBase,
                    incomparable: live.dropped.map { .init(id: $0.id, reason: "\($0.role.rawValue): \($0.reason)") },
                    notes: Self.notes(live))
            ])
    }
}

extension ReportComparison {
    fileprivate static func notes(_ live: LiveComparison) -> [Report.Warning] {
        var notes: [Report.Warning] = live.isOneBuild ? [.identicalPrograms] : []
        if live.pairs < live.settings.pairs {
            notes.append(
                .init(
                    code: "interrupted", message: "\(live.pairs) of \(live.settings.pairs) pairs were measured",
                    remedy: "run it to its end for firmer verdicts"))
        }
        if live.base.suiteDigest != live.head.suiteDigest {
            notes.append(
                .init(
                    code: "definition", message: "the builds have different definitions of \(live.suite)",
                    remedy: "look for what changed in suites/\(live.suite).yaml"))
        }
        return notes
    }
}

extension ComparisonQuestion {
    /// The band of resident pairs, whose medians deviate by a third of a per cent: that of rounds in one process.
    private static let pairedBand = EquivalenceBand.standard.fraction

    fileprivate init(_ live: LiveComparison, _ request: ComparisonRequest) throws {
        let band = try EquivalenceBand(fraction: request.bands["time"] ?? request.band ?? Self.pairedBand)
        let evidence = try live.cases.map { try PairedLaunches($0.logRatios, named: $0.id) }
        let judgements = try live.judgements(band: band, alpha: request.alpha)
        self.init(
            metric: "time", unit: "s", better: .lower, band: band.fraction, alpha: request.alpha, unitOfCount: .pairs,
            family: evidence.count, overall: try OverallChange(live, alpha: request.alpha),
            changes: try live.cases.indices.map { index in
                let (entry, judgement) = (live.cases[index], judgements[index])
                return CaseChange(
                    id: entry.id, base: try .init(seconds: entry.baseSeconds),
                    head: try .init(seconds: entry.headSeconds), judgement,
                    needed: evidence[index].countNeeded(alpha: judgement.level, band: band))
            })
    }
}

extension OverallChange {
    /// Of each pair the mean over all cases, judged as one case is; nil below two cases.
    fileprivate init?(_ live: LiveComparison, alpha: Double) throws {
        guard live.cases.count > 1 else { return nil }
        let means = (0..<live.pairs).map { pair in
            live.cases.reduce(0) { $0 + $1.logRatios[pair] } / Double(live.cases.count)
        }
        try self.init(PairedLaunches(means, named: "geometric mean"), cases: live.cases.count, alpha: alpha)
    }
}

extension CaseChange.Figure {
    /// The median over pairs, with the range of all of them where they are too few for an interval.
    fileprivate init(seconds: [Double]) throws {
        let sorted = try SortedSamples(seconds)
        let interval = try sorted.medianInterval(confidence: 0.95)
        self.init(
            value: sorted.median, interval: .init(interval?.low ?? sorted.min, interval?.high ?? sorted.max),
            count: sorted.count)
    }
}
