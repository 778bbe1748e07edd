import RealModule
import Testing

@testable import MicroLearning

@Suite struct TrajectoryTests {
    private func made(
        changes: [Range<Int>], alarms: [Int] = [], hits: [Bool] = .init(repeating: true, count: 100)
    ) -> MicroTrajectory {
        MicroTrajectory(
            changes: changes, hits: hits, losses: hits.map { $0 ? 0.25 : 1 }, updated: hits.map { !$0 }, alarms: alarms,
            start: [1], end: [2], detectorByteCount: 0)
    }

    @Test func windowsCountTheirOwn() {
        let way = made(changes: [], hits: [true, false, true, true, false, true, true])
        #expect(way.hits(perWindow: 3) == [2, 2, 1])
        #expect(way.updates(perWindow: 3) == [1, 1, 0])
        #expect(way.updateCount == 2)
        #expect(way.hitRate(0..<4) == 0.75)
        #expect(way.hitRate(2..<2) == 0)
        #expect(way.logLoss(0..<4) == 0.4375)
        #expect(way.logLoss(7..<7) == 0)
    }

    @Test func alarmsAreMatchedToChanges() {
        let sudden = made(changes: [40..<40], alarms: [10, 55, 60])
        #expect(sudden.changed.map(\.delay) == [15])
        #expect(sudden.falseAlarmCount == 2)
        #expect(sudden.before == 0..<40)
        #expect(sudden.after == 40..<100)

        let recurring = made(changes: [30..<30, 60..<60, 90..<90], alarms: [30, 50])
        #expect(recurring.changed.map(\.delay) == [0, nil, nil])
        #expect(recurring.falseAlarmCount == 1)
        #expect(recurring.changed.map(\.before) == [0..<30, 30..<60, 60..<90])
        #expect(recurring.changed.map(\.after) == [30..<60, 60..<90, 90..<100])

        // A gradual change counts from its beginning; what comes after counts from its end.
        let gradual = made(changes: [20..<50], alarms: [30])
        #expect(gradual.changed.map(\.delay) == [10])
        #expect(gradual.after == 50..<100)

        let unfinished = made(changes: [80..<150])
        #expect(unfinished.after.isEmpty)
        #expect(unfinished.changed[0].after.isEmpty)

        let never = made(changes: [], alarms: [5])
        #expect(never.before == 0..<100)
        #expect(never.after.isEmpty)
        #expect(never.falseAlarmCount == 1)
    }

    @Test func ratesFallOrStay() {
        #expect(LearningRate.constant(0.1).rate(update: 1000) == 0.1)
        let falling = LearningRate.decaying(initial: 0.2, halving: 100)
        #expect([0, 100, 300].map { falling.rate(update: $0) } == [0.2, 0.1, 0.05])
    }

    /// Hits and losses against the same way gone by hand.
    @Test(arguments: ["listener", "arm-wear"]) func eventsAreScoredBeforeTheyAreLearntFrom(name: String) throws {
        let source = try EventSources.named(name)
        let run = MicroRun(source, change: .never, events: 300)
        let way = try run.trajectory(.everyEvent, .fp64, seed: 4, rate: .constant(0.05))
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
            let run = MicroRun(ListenerSource(), change: .gradual(from: 100, to: 300), events: 400)
            for policy in UpdatePolicy.standard {
                let (first, second) = (
                    try run.trajectory(policy, precision, seed: 9), try run.trajectory(policy, precision, seed: 9)
                )
                #expect(first == second, "\(precision) \(policy)")
            }
        }
    }
}
