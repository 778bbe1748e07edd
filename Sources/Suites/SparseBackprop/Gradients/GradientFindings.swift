import Kernels
import Measurement
import Report

/// What taking few elements of gradients saves: of the backward pass, of a whole step, and what choosing them costs.
struct GradientFindings {
    let workloads: [GradientWorkload]
    let variants: [GradientVariant]
    let results: [GroupResult]

    func all() -> [Report.Finding] {
        workloads.flatMap { workload in
            variants.filter { $0.rule != nil && !$0.isChosen }.flatMap { variant in
                [saving(variant, workload), choosing(variant, workload)].compactMap { $0 }
            }
        }
    }

    /// How many times as fast as with all elements, in the same rounds.
    private struct Speedup {
        var value: Double
        var interval: Report.Interval

        init?(_ logRatios: [Double]) {
            guard let speedup = TimeRatio(logRatios)?.speedup else { return nil }
            (value, interval) = speedup
        }

        var words: String { "\(times(value)) [\(times(interval.low)), \(times(interval.high))]" }
    }

    private func result(_ workload: GradientWorkload, _ pass: GradientCase.Pass) -> GroupResult? {
        results.first {
            $0.workload == workload.name && $0.conditions == GradientPlanner.conditions(pass, batch: workload.batch)
        }
    }

    /// Log ratios to all elements, round by round.
    private func ratios(
        _ variant: GradientVariant, _ workload: GradientWorkload, _ pass: GradientCase.Pass
    ) -> [Double]? {
        guard let result = result(workload, pass),
            let entry = result.cases.first(where: { $0.variant == variant.name })
        else { return nil }
        return PairedCosts.all(in: result).first { $0.variant == entry.id }?.logRatios
    }

    private func place(_ variant: GradientVariant, _ workload: GradientWorkload) -> String {
        "\(variant.ruleName):\(workload.name):batch=\(workload.batch)"
    }

    /// The backward pass alone beside the whole step, as they differ.
    private func saving(_ variant: GradientVariant, _ workload: GradientWorkload) -> Report.Finding? {
        guard let whole = ratios(variant, workload, .trainingStep).flatMap({ Speedup($0) }),
            let backward = ratios(variant, workload, .backward).flatMap({ Speedup($0) })
        else { return nil }
        return .init(
            name: "gradient-step.\(place(variant, workload))", value: whole.value, unit: "1", interval: whole.interval,
            provenance: .derived,
            statement:
                "\(workload.name), batches of \(workload.batch), \(variant.words) of the hidden layers' gradients: "
                + "a whole training step is \(whole.words) as fast as with all elements, the backward pass alone "
                + "\(backward.words) (95 % intervals): the step has its forward pass, loss and update besides")
    }

    /// The share of the backward pass that goes into choosing.
    private func choosing(_ variant: GradientVariant, _ workload: GradientWorkload) -> Report.Finding? {
        let chosen = GradientVariant(rule: variant.rule, isChosen: true)
        guard let with = ratios(variant, workload, .backward), let without = ratios(chosen, workload, .backward),
            let ratio = Speedup(zip(with, without).map { $1 - $0 }),
            let gain = Speedup(without), let left = Speedup(with)
        else { return nil }
        let share = 1 - 1 / ratio.value
        let verdict: String
        if gain.interval.low <= 1 {
            verdict = "there is no gain to eat"
        } else if left.interval.low <= 1 {
            verdict = "it eats the gain: without it the pass would be \(times(gain.value)) as fast as with all elements"
        } else {
            verdict = "without it the pass would be \(times(gain.value)) as fast as with all elements"
        }
        return .init(
            name: "gradient-choosing.\(place(variant, workload))", value: share, unit: "1",
            interval: .init(1 - 1 / ratio.interval.low, 1 - 1 / ratio.interval.high), provenance: .derived,
            statement:
                "\(workload.name), batches of \(workload.batch), \(variant.words): choosing takes \(percent(share)) "
                + "of the backward pass; \(verdict)")
    }
}
