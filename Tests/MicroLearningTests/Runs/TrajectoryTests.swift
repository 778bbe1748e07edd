import Drift
import RealModule
import Testing

@testable import MicroLearning

@Suite struct TrajectoryTests {
    private func made(
        _ hits: [Bool], drifts: [DriftSchedule.Drift] = [], alarms: [Int] = []
    ) -> MicroTrajectory {
        MicroTrajectory(
            drifts: drifts, hits: hits, losses: hits.map { $0 ? 0.25 : 1 }, updated: hits.map { !$0 }, alarms: alarms,
            start: [1], end: [2], detectorByteCount: 0)
    }

    @Test func eventsAreCounted() {
        let way = made([true, false, true, true, false, true, true])
        #expect(way.updateCount == 2)
        #expect(way.logLoss(0..<4) == 0.4375)
        #expect(way.logLoss(7..<7) == 0)
    }

    @Test func alarmsAreHeldAgainstTheDrifts() {
        let way = made(
            .init(repeating: true, count: 1000), drifts: [.init(begin: 400, end: 400, to: .new)],
            alarms: [10, 455, 460, 950])
        #expect(way.detection == .init(delays: [55], falseAlarms: 2))
    }

    /// Hits and losses against the same way gone by hand.
    @Test(arguments: ["listener", "arm-wear"]) func eventsAreScoredBeforeTheyAreLearntFrom(name: String) throws {
        let source = try EventSources.named(name)
        let run = MicroRun(source, schedule: .stationary, events: 300)
        let way = try run.trajectory(.everyEvent, .fp64, seed: 4, rate: 0.05)
        var world = run.world(seed: 4)
        let model = MicroPrecision.fp64.learner(try Starts.of(source).start, seed: 4)
        let width = source.featureCount
        var features = [Float](repeating: 0, count: width * source.candidates)
        var chances = [Double](repeating: 0, count: source.candidates)
        for event in 0..<300 {
            let offer = world.offer(features: &features, chances: &chances)
            let rows = (0..<source.candidates).map { Array(features[$0 * width..<($0 + 1) * width]) }
            let logits = rows.map { model.logit($0, context: offer.context) }
            let best = offer.trial ?? logits.firstIndex(of: logits.max() ?? 0) ?? 0
            let score = model.score(rows[best], context: offer.context)
            let label = world.outcome(choosing: best).label
            #expect(way.hits[event] == (source.candidates > 1 ? label : (score >= 0.5) == label))
            #expect(abs(Double(way.losses[event]) + Double.log(label ? score : 1 - score)) < 1e-5)
            model.update(rows[best], context: offer.context, label: label ? 1 : 0, rate: 0.05)
        }
        #expect(way.end == model.parameters)
    }

    @Test func runsRepeat() throws {
        for precision in MicroPrecision.allCases {
            let run = MicroRun(ListenerSource(), schedule: .gradual(from: 100, to: 300), events: 400)
            for policy in standardPolicies {
                let (first, second) = (
                    try run.trajectory(policy, precision, seed: 9), try run.trajectory(policy, precision, seed: 9)
                )
                #expect(first == second, "\(precision) \(policy)")
            }
        }
    }
}
