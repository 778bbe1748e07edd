import RealModule
import Measurement
import Report
import Statistics

/// Verdicts over a run: every case against its group's baseline, corrected for all comparisons of its family.
public enum Judging {
    /// - Parameters:
    ///   - results: the groups measured.
    ///   - ofLaunches: whether what stands for rounds are launches (`LaunchMerge`).
    ///   - family: the comparisons that a group's are corrected together with.
    /// - Throws: `StatisticsError` for a band or an alpha that cannot be.
    public static func comparisons(
        _ results: [GroupResult], settings: MeasurementSettings, ofLaunches: Bool = false,
        family: (GroupResult) -> ComparisonFamily
    ) throws -> [Report.Comparison] {
        let families = Dictionary(grouping: results, by: family)
        return try families.sorted { $0.key.name < $1.key.name }.flatMap { family, results in
            try comparisons(
                results.flatMap(PairedCosts.all(in:)), familySize: family.comparisons, settings: settings,
                ofLaunches: ofLaunches)
        }
    }

    /// - Parameters:
    ///   - pairs: the comparisons of one question.
    ///   - familySize: of the whole question, those that were not measured included.
    ///   - ofLaunches: whether what stands for rounds are launches.
    /// - Throws: `StatisticsError` for a band or an alpha that cannot be.
    static func comparisons(
        _ pairs: [PairedCosts], familySize: Int, settings: MeasurementSettings, ofLaunches: Bool = false
    ) throws -> [Report.Comparison] {
        let band = try EquivalenceBand(fraction: settings.band)
        let evidence = try pairs.map { pair in
            Comparison(
                ofLaunches
                    ? try PairedLaunches(pair.logRatios, named: pair.variant)
                    : try LogRatios(pair.logRatios, named: pair.variant), band: band, direction: .lower)
        }
        let judgements = try Comparisons.judge(
            evidence, familySize: max(familySize, pairs.count), alpha: settings.alpha)
        return zip(pairs, judgements).map { pair, judgement in
            // A rate is the inverse of the cost that was judged.
            Report.Comparison(
                group: pair.group, metric: pair.metric, baseline: pair.baseline, variant: pair.variant,
                ratio: pair.isRate ? 1 / judgement.ratio : judgement.ratio,
                interval: pair.isRate
                    ? .init(1 / judgement.high, 1 / judgement.low) : .init(judgement.low, judgement.high),
                confidence: judgement.confidence, rounds: judgement.count, verdict: .init(judgement.verdict),
                launches: ofLaunches ? pair.logRatios.map { Double.exp(pair.isRate ? -$0 : $0) } : nil)
        }
    }

    /// A warning where there are too few launches for an exact 95 % interval of their median.
    public static func tooFewLaunches(_ launches: Int) -> Report.Warning? {
        let needed = MeasurementSettings.minimumRounds
        guard launches < needed else { return nil }
        return .init(
            code: "few-launches",
            message: "intervals are the range of \(launches) launches: a median's 95 % interval needs \(needed)",
            remedy: "raise --launches")
    }

    /// A warning where groups ran fewer rounds than the strictest level of their family's correction can be reached with:
    /// n rounds that all agree have probability 2^(1 − n).
    public static func tooFewRounds(
        _ results: [GroupResult], settings: MeasurementSettings, family: (GroupResult) -> ComparisonFamily
    ) -> Report.Warning? {
        let short = results.filter { result in
            guard let rounds = result.rounds.values.map(\.count).min() else { return false }
            return rounds < fewestRounds(family(result).comparisons, alpha: settings.alpha)
        }
        guard let first = short.first else { return nil }
        let needed = fewestRounds(family(first).comparisons, alpha: settings.alpha)
        return .init(
            code: "few-rounds",
            message:
                "\(short.count) of \(results.count) groups ran fewer than the \(needed) rounds that a verdict needs at "
                + "least, corrected for \(family(first).comparisons) comparisons",
            remedy: "raise --rounds or --time")
    }

    private static func fewestRounds(_ comparisons: Int, alpha: Double) -> Int {
        1 + Int(Double.log2(Double(max(1, comparisons)) / alpha).rounded(.up))
    }
}

extension Report.Verdict {
    fileprivate init(_ verdict: Statistics.Verdict) {
        switch verdict {
        case .better: self = .better
        case .worse: self = .worse
        case .equivalent: self = .equivalent
        case .undecided: self = .undecided
        }
    }
}
