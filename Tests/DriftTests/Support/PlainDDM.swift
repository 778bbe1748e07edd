/// The drift detection method from its definition, and with mistakes that can be made.
struct PlainDDM {
    enum Bug: CaseIterable { case driftAtWarning, leastRateAlone, deviationOfOneError, neverAnew, warmEarly }

    let parameters: DDMParameters
    var bug: Bug?

    func run(_ values: [Double]) -> PlainRun {
        var run = PlainRun()
        var (start, errors) = (0, 0.0)
        var least = (rate: 0.0, deviation: 0.0, sum: Double.infinity)
        let threshold = bug == .driftAtWarning ? parameters.warning_threshold : parameters.drift_threshold
        for (index, value) in values.enumerated() {
            errors += value
            let count = Double(index - start + 1)
            let rate = errors / count
            let deviation = (rate * (1 - rate) / (bug == .deviationOfOneError ? 1 : count)).squareRoot()
            guard index - start + 1 > (bug == .warmEarly ? 0 : parameters.warm_start) else { continue }
            let sum = bug == .leastRateAlone ? rate : rate + deviation
            if sum <= least.sum { least = (rate, deviation, sum) }
            guard run.exceeds(rate + deviation, least.rate + threshold * least.deviation) else { continue }
            run.alarms.append(index)
            if bug != .neverAnew { (start, errors, least) = (index + 1, 0, (0, 0, .infinity)) }
        }
        return run
    }
}
