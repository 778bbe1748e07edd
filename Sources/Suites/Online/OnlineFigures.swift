import Report
import Statistics

/// What a way of learning came to over many lots, held against the model that stays as it is, seed by seed.
struct OnlineFigures {
    /// A lot each; the same for all ways.
    let lots: [OnlineLot]
    /// Those of the model that stays as it is.
    let frozen: [OnlineLot]
    /// Ways that are held against it: each gain is as certain that all are, together.
    let comparisons: Int

    private static let alpha = 1 - TimeRatio.confidence

    /// Accuracy, what learning gains, what it takes, and how drifts are met.
    var metrics: [String: Report.Metric] {
        var metrics: [String: Report.Metric] = [
            "accuracy": .mean(lots.map(\.accuracy), .higher, alpha: Self.alpha, most: 1),
            "accuracy.late": .mean(lots.map(\.accuracyLate), .higher, alpha: Self.alpha, most: 1),
            "updates.share": share(\.updates), "labels.share": share(\.labels),
        ]
        func add(_ name: String, _ better: Report.Direction, least: Double = 0, _ value: (OnlineLot) -> Double?) {
            let values = lots.compactMap(value)
            guard values.count == lots.count else { return }
            metrics[name] = .mean(values, better, alpha: Self.alpha, least: least, most: name == "loss" ? .infinity : 1)
        }
        add("accuracy.before", .higher) { $0.accuracyBefore }
        add("accuracy.after", .higher) { $0.accuracyAfter }
        add("accuracy.new", .higher) { $0.new }
        add("forgetting", .lower, least: -1) { $0.forgetting }
        add("loss", .lower) { $0.loss }
        let gains = zip(lots, frozen).compactMap { own, frozen in
            own.accuracyAfter.flatMap { own in frozen.accuracyAfter.map { own - $0 } }
        }
        if !gains.isEmpty {
            metrics["accuracy.gain"] = .mean(
                gains, .higher, .derived, alpha: Self.alpha / Double(max(comparisons, 1)), least: -1, most: 1)
        }
        return metrics.merging(drifts) { own, _ in own }
    }

    private func share(_ count: (OnlineLot) -> Int) -> Report.Metric {
        .mean(lots.map { Double(count($0)) / Double(max($0.right.count, 1)) }, .lower, alpha: Self.alpha)
    }

    /// How drifts are met: found, and made up for.
    private var drifts: [String: Report.Metric] {
        // All are to come back to what the model was shipped with, whatever they learnt before.
        let met = zip(lots, frozen).flatMap { own, frozen in
            zip(own.recoveries(to: frozen.accuracyBefore ?? 1), own.stretches)
        }
        let delays = lots.flatMap(\.detection.delays)
        var metrics: [String: Report.Metric] = [:]
        if !met.isEmpty {
            let back = met.count { $0.0 != nil }
            // Where it does not come back, all events until the next drift are too few.
            metrics["recovery"] =
                2 * back > met.count
                ? counts(met.map { $0.0 ?? $0.1.count }, "there are too few drifts for an interval")
                : .unavailable(unit: "1", reason: "accuracy came back after \(back) of \(counted(met.count, "drift"))")
            metrics["recovery.share"] = share(
                zip(lots, frozen).map { own, frozen in
                    own.recoveries(to: frozen.accuracyBefore ?? 1).map { $0 != nil }
                }, .higher)
        }
        guard lots.contains(where: { $0.detectorByteCount > 0 }) else { return metrics }
        metrics["memory.detector"] = .exact(
            Double(lots.map(\.detectorByteCount).max() ?? 0), "B", .lower, .measured, count: lots.count)
        metrics["detection.false"] = .mean(
            lots.map { Double($0.detection.falseAlarms) / Double(max($0.right.count, 1)) }, .lower, alpha: Self.alpha)
        if !delays.isEmpty {
            let found = delays.compactMap { $0 }
            metrics["detection.delay"] = counts(
                found, "\(found.count) of \(counted(delays.count, "drift")) were found")
            metrics["detection.missed"] = share(lots.map { $0.detection.delays.map { $0 == nil } }, .lower)
        }
        return metrics
    }

    /// The share of drifts of which something holds, with an exact interval where each seed has one of them; drifts of a seed depend
    /// on each other, so that of several the mean over seeds is told.
    private func share(_ drifts: [[Bool]], _ better: Report.Direction) -> Report.Metric {
        let means = drifts.filter { !$0.isEmpty }.map { Double($0.count { $0 }) / Double($0.count) }
        let count = means.reduce(0, +)
        guard drifts.allSatisfy({ $0.count == 1 }),
            let interval = try? ClopperPearson.interval(
                successes: Int(count), of: means.count, confidence: TimeRatio.confidence)
        else { return .mean(means, better, alpha: Self.alpha, most: 1) }
        return .value(
            .init(
                unit: "1", better: better, provenance: .measured, value: count / Double(means.count),
                interval: .init(interval.low, interval.high), confidence: TimeRatio.confidence, count: means.count))
    }

    /// The median of counts with its exact interval, or why there is none.
    private func counts(_ counts: [Int], _ reason: String) -> Report.Metric {
        guard let median = try? SortedSamples(counts.map(Double.init)),
            let interval = (try? median.medianInterval(confidence: TimeRatio.confidence)) ?? nil
        else { return .unavailable(unit: "1", reason: reason) }
        return .value(
            .init(
                unit: "1", better: .lower, provenance: .measured, value: median.median,
                interval: .init(interval.low, interval.high), confidence: TimeRatio.confidence, count: counts.count))
    }

    /// Points of a curve.
    private static let windows = 40

    /// The share of right events over time, window by window, with the interval of its mean over lots.
    func curve(_ name: String, label: String, events: [Report.Series.Event]) -> Report.Series {
        let count = lots.map(\.right.count).min() ?? 0
        let width = max(1, count / Self.windows)
        let points = stride(from: 0, to: count - width + 1, by: width).compactMap { start -> Report.Series.Point? in
            let shares = lots.map { $0.share(start..<start + width) }
            guard let mean = MeanEstimate(shares, alpha: Self.alpha) else { return nil }
            return .init(
                x: Double(start) + Double(width) / 2, y: mean.value,
                interval: .init(max(0, mean.interval.low), min(1, mean.interval.high)))
        }
        return Report.Series(
            name: name, x: .init(name: "event", unit: "1"), y: .init(name: "accuracy", unit: "1"), points: points,
            label: label, events: events.isEmpty ? nil : events)
    }
}
