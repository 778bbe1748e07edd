import Drift
import MicroLearning
import RealModule
import Testing

@Suite struct UpdatePolicyTests {
    @Test(arguments: ["frozen", "every", "batch/8", "surprised/0.4", "page-hinkley/200", "adwin/200"])
    func textsGoBothWays(text: String) throws {
        #expect(try UpdatePolicy(text).description == text)
    }

    private static let known = "known are frozen, every, batch/8, surprised/0.4, page-hinkley/200 and adwin/200"
    private static let refused = [
        ("", known), ("always", known), ("frozen/2", known), ("every/3", known), ("ddm/30", known),
        ("batch", "behind 'batch/' stands a number of events from 2 on"),
        ("batch/1", "behind 'batch/' stands a number of events from 2 on"),
        ("adwin/0", "behind 'adwin/' stands a number of events from 1 on"),
        ("page-hinkley/2/3", "behind 'page-hinkley/' stands a number of events from 1 on"),
        ("surprised/1.5", "behind 'surprised/' stands a distance between 0 and 1, such as 0.4"),
        ("surprised/nan", "behind 'surprised/' stands a distance between 0 and 1, such as 0.4"),
    ]

    @Test(arguments: refused) func otherTextsAreRefused(text: String, reason: String) {
        #expect {
            try UpdatePolicy(text)
        } throws: {
            "\($0)" == "no update policy '\(text)': \(reason)"
        }
    }

    @Test func precisionsHaveNames() throws {
        for precision in MicroPrecision.allCases { #expect(try MicroPrecision(named: precision.rawValue) == precision) }
        #expect {
            try MicroPrecision(named: "int8-latnt")
        } throws: {
            "\($0)".hasPrefix("no precision 'int8-latnt'; did you mean int8-latent")
        }
    }

    private let run = MicroRun(ListenerSource(), schedule: .sudden(at: 400), events: 1000)

    @Test func frozenNeverUpdates() throws {
        for precision in MicroPrecision.allCases {
            let way = try run.trajectory(.frozen, precision, seed: 1)
            #expect(way.updateCount == 0)
            #expect(way.start == way.end)
            #expect(way.alarms.isEmpty)
        }
    }

    @Test func everyUpdatesWithEachEvent() throws {
        let way = try run.trajectory(.everyEvent, seed: 1)
        #expect(way.updateCount == 1000)
        #expect(way.start != way.end)
    }

    @Test func batchesUpdateWithTheLastOfThem() throws {
        let way = try run.trajectory(.miniBatch(8), seed: 1)
        #expect(way.updated.indices.filter { way.updated[$0] } == Array(stride(from: 7, to: 1000, by: 8)))
    }

    @Test func surprisesAloneUpdate() throws {
        let way = try run.trajectory(.whenSurprised(0.4), seed: 1)
        // The loss of a score whose distance from its label is 0.4.
        let limit = -Float.log(0.6)
        for event in 0..<way.count where abs(way.losses[event] - limit) > 1e-5 {
            #expect(way.updated[event] == (way.losses[event] > limit))
        }
        #expect((100..<900).contains(way.updateCount))
    }

    @Test(arguments: RiseDetector.Kind.allCases) func alarmsAreLearntFromForSoManyEvents(
        detector: RiseDetector.Kind
    ) throws {
        for seed in UInt64(1)...5 {
            let way = try run.trajectory(.afterDrift(detector, forEvents: 50), seed: seed)
            for event in 0..<way.count {
                let learns = way.alarms.contains { $0 <= event && event < $0 + 50 }
                #expect(way.updated[event] == learns, "event \(event) of \(seed)")
            }
            #expect(way.detectorByteCount > 0)
        }
    }

    /// Gradients that wait add up: one event twice is one step of twice the size.
    @Test(arguments: MicroPrecision.allCases) func gradientsAddUp(precision: MicroPrecision) throws {
        let source = ListenerSource()
        let start = try Starts.of(source).start
        let event = source.events(seed: 1, count: 1)[0]
        let (once, twice) = (precision.learner(start, seed: 1), precision.learner(start, seed: 1))
        let rate = 0.25
        once.update(event.features, context: event.offer.context, label: 0, rate: 2 * rate)
        for _ in 0..<2 { twice.addGradient(event.features, context: event.offer.context, label: 0) }
        twice.applyGradient(rate: rate)
        // By lot two roundings differ by two steps at most.
        let step = precision == .int8Stochastic ? 2.0 / 16 : 1e-3
        for (a, b) in zip(once.parameters, twice.parameters) { #expect(abs(a - b) < step) }
        let before = twice.parameters
        twice.applyGradient(rate: precision == .int8Stochastic ? 0 : rate)
        #expect(twice.parameters == before, "no gradient waits any more")
    }
}
