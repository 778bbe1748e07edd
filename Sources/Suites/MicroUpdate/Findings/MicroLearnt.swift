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

        /// Whether it is shown to do better, or worse, after the change than the model as it was shipped.
        var isBetter: Bool { entry.isShownBetter }
        var isWorse: Bool { entry.isShownWorse }
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
