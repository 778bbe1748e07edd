import Measurement
import MicroLearning
import Report

/// A scenario with what each way came to.
struct MicroLearnt {
    let scenario: MicroScenario
    let ways: [Entry]

    /// A way's case.
    struct Entry {
        let way: MicroWay
        let entry: Report.Case

        /// The value of a metric; nil where it was not to be had.
        func figure(_ metric: String) -> Report.MetricValue? { entry.figure(metric) }

        /// Whether it is shown to do better after the drift than the model as it was shipped.
        var isBetter: Bool { (figure("accuracy.gain")?.interval.low ?? 0) > 0 }
        /// Whether it is shown to do worse.
        var isWorse: Bool { (figure("accuracy.gain")?.interval.high ?? 0) < 0 }
    }

    /// nil where the scenario was not run.
    init?(_ scenario: MicroScenario, ways: [MicroWay], _ results: [GroupResult]) {
        guard
            let result = results.first(where: {
                $0.workload == scenario.name && $0.conditions == MicroPlanner.conditions
            })
        else { return nil }
        self.scenario = scenario
        self.ways = ways.compactMap { way in
            result.cases.first { $0.variant == way.name && $0.figure("accuracy") != nil }.map {
                Entry(way: way, entry: $0)
            }
        }
    }

    /// Policies in FP32.
    var policies: [Entry] { ways.filter { $0.way.precision == .fp32 } }

    func entry(_ policy: UpdatePolicy) -> Entry? { policies.first { $0.way.policy == policy } }
}

/// `67.1 % [66.0, 68.2]`.
func points(_ share: Report.MetricValue) -> String {
    "\(decimals(100 * share.value)) % [\(decimals(100 * share.interval.low)), \(decimals(100 * share.interval.high))]"
}

/// `+4.3 points [2.1, 6.5]`.
func gain(_ share: Report.MetricValue) -> String {
    (share.value < 0 ? "−" : "+") + "\(decimals(100 * share.value.magnitude)) points "
        + "[\(decimals(100 * share.interval.low)), \(decimals(100 * share.interval.high))]"
}
