import MicroLearning
import Testing

@Suite struct TruthChangeTests {
    @Test func sharesAreExact() {
        #expect((0..<4).map { TruthChange.never.share(at: $0) } == [0, 0, 0, 0])
        #expect([1999, 2000, 2001].map { TruthChange.sudden(at: 2000).share(at: $0) } == [0, 1, 1])
        let gradual = TruthChange.gradual(from: 100, to: 300)
        #expect([99, 100, 150, 200, 299, 300].map { gradual.share(at: $0) } == [0, 0, 0.25, 0.5, 0.995, 1])
        let recurring = TruthChange.recurring(period: 10)
        #expect([0, 9, 10, 19, 20, 29, 30].map { recurring.share(at: $0) } == [0, 0, 1, 1, 0, 0, 1])
    }

    @Test func changesAreMarked() {
        #expect(TruthChange.never.changes(before: 100) == [])
        #expect(TruthChange.sudden(at: 20).changes(before: 100) == [20..<20])
        #expect(TruthChange.sudden(at: 100).changes(before: 100) == [])
        #expect(TruthChange.gradual(from: 20, to: 40).changes(before: 100) == [20..<40])
        #expect(TruthChange.recurring(period: 30).changes(before: 100) == [30..<30, 60..<60, 90..<90])
    }

    @Test(arguments: ["never", "sudden/2000", "gradual/1500/2500", "recurring/1000"])
    func textsGoBothWays(text: String) throws {
        #expect(try TruthChange(text).description == text)
    }

    @Test(
        arguments: [
            ("", "known are never, sudden/2000, gradual/1500/2500 and recurring/1000"),
            ("later", "known are never, sudden/2000, gradual/1500/2500 and recurring/1000"),
            ("sudden", "known are never, sudden/2000, gradual/1500/2500 and recurring/1000"),
            ("sudden/0", "behind 'sudden/' stand numbers of events from 1 on"),
            ("recurring/x", "behind 'recurring/' stand numbers of events from 1 on"),
            ("gradual/20/20", "a gradual change ends after it begins"),
        ])
    func otherTextsAreRefused(text: String, reason: String) {
        #expect {
            try TruthChange(text)
        } throws: {
            "\($0)" == "no change of truth '\(text)': \(reason)"
        }
    }

    @Test(arguments: EventSourceTests.names) func theTruthItselfChanges(name: String) throws {
        let source = try EventSources.named(name)
        func truth(_ change: TruthChange, _ event: Int) -> [Double] {
            source.world(seed: 5, change: change, events: 400).truth(at: event)
        }
        let old = truth(.never, 0), new = truth(.sudden(at: 200), 200)
        #expect(old == truth(.never, 399))
        #expect(old == truth(.sudden(at: 200), 199))
        #expect(zip(old, new).allSatisfy { $0 != $1 }, "all that changes does")
        for (index, middle) in truth(.gradual(from: 100, to: 300), 200).enumerated() {
            #expect(abs(middle - (old[index] + new[index]) / 2) < 1e-12 * max(abs(old[index]), abs(new[index])))
        }
        #expect(truth(.recurring(period: 50), 75) == new)
        #expect(truth(.recurring(period: 50), 125) == old)
    }

    /// A bug: a world whose truth forgets to change. The same lots tell: chances or, where what is measured moves with
    /// the truth, features are others.
    @Test(arguments: EventSourceTests.names) func eventsChangeWithTheTruth(name: String) throws {
        let source = try EventSources.named(name)
        func distance(_ change: TruthChange) -> Double {
            let before = source.events(seed: 5, count: 400), after = source.events(seed: 5, change: change, count: 400)
            return zip(before[200...], after[200...]).reduce(0) { sum, pair in
                let moved = zip(pair.0.features, pair.1.features).reduce(0) { $0 + abs($1.0 - $1.1) }
                return sum + abs(pair.0.chances[0] - pair.1.chances[0]) / 200
                    + Double(moved) / Double(200 * source.featureCount)
            }
        }
        #expect(distance(.sudden(at: 200)) > 0.05)
        #expect(distance(.never) == 0)
    }
}
