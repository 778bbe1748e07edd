import Kernels
import Measurement
import Report

/// The answers: the peak of each precision and how the precisions compare, the bandwidth of each level of the memory,
/// and how many operations a byte a kernel needs to be bound by arithmetic.
struct MachineFindings {
    private let peaks: [Peak]
    /// Precisions whose loops are all wanting here.
    private let widened: [Precision]
    private let levels: [Level]
    private let comparisons: [Report.Comparison]

    private struct Peak {
        var precision: Precision
        var entry: Report.Case
        var figure: Report.MetricValue
        var word: String { precision.rawValue.uppercased() }
    }

    /// A cache, or the memory behind them all.
    private struct Level {
        /// As it stands in a finding's name: `L2`, `memory`.
        var name: String
        /// `L2 (512 KiB)`, `memory`.
        var title: String
        /// Whether it is the last cache or the memory, from which large layers come.
        var isFar: Bool
        var figures: MemoryFigures
    }

    init(results: [GroupResult], comparisons: [Report.Comparison], host: Report.Host) {
        self.comparisons = comparisons
        let arithmetic = results.first { $0.workload == Machine.peakWorkload }
        peaks = arithmetic.map(Self.peaks) ?? []
        widened = arithmetic.map(Self.widened) ?? []
        levels = Self.levels(of: host, measured: results.compactMap(MemoryFigures.init))
    }

    /// What people ask for first comes first: a terminal shows a dozen.
    func all() -> [Report.Finding] {
        peaks.map(peak) + widened.compactMap(widenedPeak) + levels.compactMap(bandwidth) + peaks.compactMap(ratio)
            + peaks.flatMap { peak in levels.filter(\.isFar).compactMap { balance(peak, $0) } }
    }

    // MARK: Arithmetic

    /// The fastest loop of each precision in the pilot rounds, as the baseline is chosen: a choice by the rounds themselves
    /// would flatter the precision with more loops.
    private static func peaks(_ result: GroupResult) -> [Peak] {
        Precision.allCases.compactMap { precision in
            let loops = result.cases.filter { $0.variant.hasPrefix("\(precision.rawValue)/") }.compactMap { entry in
                result.piloted[entry.id].map { (entry, result.compared.cost(seconds: $0, work: entry.work)) }
            }
            guard let best = loops.min(by: { $0.1 < $1.1 })?.0, case .value(let figure)? = best.metrics["throughput"]
            else { return nil }
            return Peak(precision: precision, entry: best, figure: figure)
        }
    }

    private func peak(_ peak: Peak) -> Report.Finding {
        let figure = peak.figure
        return .init(
            name: "peak.\(peak.precision.rawValue)", value: figure.value, unit: "op/s", interval: figure.interval,
            provenance: .derived,
            statement: "\(peak.word) on one core: "
                + "\(rate(figure.value, "op/s", interval: (figure.interval, figure.confidence))) (\(peak.entry.variant))"
        )
    }

    /// Precisions with loops of which this machine runs none. One whose loops a filter left out is not among them.
    private static func widened(_ result: GroupResult) -> [Precision] {
        Precision.allCases.filter { precision in
            let loops = result.cases.filter { $0.variant.hasPrefix("\(precision.rawValue)/") }
            return !loops.isEmpty && loops.allSatisfy { result.rounds[$0.id] == nil }
        }
    }

    /// The peak of what a precision is widened to.
    private func widenedPeak(_ precision: Precision) -> Report.Finding? {
        guard let peak = peaks.first(where: { $0.precision == precision.widened }) else { return nil }
        let word = precision.rawValue.uppercased()
        let figure = peak.figure
        return .init(
            name: "peak.\(precision.rawValue)", value: figure.value, unit: "op/s", interval: figure.interval,
            provenance: .derived,
            statement: "\(word) on one core: no instructions of its own here; numbers are widened, and the peak of "
                + "\(peak.word) applies, \(rate(figure.value, "op/s"))")
    }

    /// Against FP32, from the same rounds.
    private func ratio(_ peak: Peak) -> Report.Finding? {
        guard let comparison = comparisons.first(where: { $0.variant == peak.entry.id }),
            let baseline = peaks.first(where: { $0.entry.id == comparison.baseline })
        else { return nil }
        return .init(
            name: "peak-ratio.\(peak.precision.rawValue)", value: comparison.ratio, unit: "1",
            interval: comparison.interval, provenance: .derived,
            statement: "The \(peak.word) peak is \(times(comparison.ratio)) that of \(baseline.word), "
                + "\(coverage(comparison.confidence)) interval "
                + "[\(times(comparison.interval.low)), \(times(comparison.interval.high))] "
                + "(\(peak.entry.variant) against \(baseline.entry.variant))")
    }

    // MARK: Memory

    /// For each cache the working set nearest to a quarter of it, where neither a neighbour's share nor an unlucky choice
    /// of pages pushes it out, but more than twice the cache before. For the memory the largest of all, if it is twice
    /// the last cache at least.
    private static func levels(of host: Report.Host, measured: [MemoryFigures]) -> [Level] {
        let caches = host.caches.filter { $0.kind != "instruction" }.sorted { $0.level < $1.level }
        var levels: [Level] = []
        var before = 0
        for cache in caches {
            let inside = measured.filter { 2 * $0.workingSet <= cache.bytes && $0.workingSet > 2 * before }
            before = cache.bytes
            let quarter = cache.bytes / 4
            guard let figures = inside.min(by: { $0.factor(from: quarter) < $1.factor(from: quarter) }) else {
                continue
            }
            levels.append(
                Level(
                    name: "L\(cache.level)", title: "L\(cache.level) (\(binaryBytes(cache.bytes)))",
                    isFar: cache == caches.last, figures: figures))
        }
        if let largest = measured.max(by: { $0.workingSet < $1.workingSet }), largest.workingSet >= 2 * before {
            levels.append(Level(name: "memory", title: "memory", isFar: true, figures: largest))
        }
        return levels
    }

    /// The rate of reading as the figure, the other loops beside it.
    private func bandwidth(_ level: Level) -> Report.Finding? {
        guard let read = level.figures.bandwidth(.read) else { return nil }
        let others = [(BandwidthLoop.Kind.write, "write"), (.copy, "copy"), (.triad, "triad")].compactMap {
            kind, word in level.figures.bandwidth(kind).map { "\(word) \(rate($0.value, "B/s"))" }
        }
        return .init(
            name: "bandwidth.\(level.name)", value: read.value, unit: "B/s", interval: read.interval,
            provenance: .derived,
            statement: "\(level.title) reads "
                + rate(read.value, "B/s", interval: (read.interval, read.confidence))
                + (others.isEmpty ? "" : "; \(others.joined(separator: ", "))")
                + " (one core, working set \(binaryBytes(level.figures.workingSet)))")
    }

    /// Operations a byte at which arithmetic takes as long as reading: peak ÷ bandwidth (McCalpin's machine balance, the
    /// ridge point of the roofline). The two come from different rounds, so the interval spans the extremes of both.
    private func balance(_ peak: Peak, _ level: Level) -> Report.Finding? {
        guard let read = level.figures.bandwidth(.read), read.interval.low > 0 else { return nil }
        let value = peak.figure.value / read.value
        return .init(
            name: "balance.\(peak.precision.rawValue).\(level.name)", value: value, unit: "op/B",
            interval: .init(
                peak.figure.interval.low / read.interval.high, peak.figure.interval.high / read.interval.low),
            provenance: .derived,
            statement:
                "\(peak.word) out of \(level.title): below \(rate(value, "op/B")) memory binds, above it arithmetic")
    }
}
