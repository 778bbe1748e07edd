import Drift
import MicroLearning
import MicroUpdate
import Testing

@Suite struct EventSourceTests {
    static let names = EventSources.all.map(\.name)

    @Test func theListenerHasThePlaylistsShape() throws {
        let listener = try EventSources.named("listener")
        #expect(listener.shape == .playlist)
        #expect(listener.shape.parameters == 42)
        #expect(listener.groups.map(\.features.count) == [10, 4, 4])
    }

    @Test func namesTellSourcesApart() throws {
        #expect(Self.names == ["listener", "arm-wear", "heart-rate", "soil-moisture", "flight-range"])
        for source in EventSources.all {
            let features = source.groups.flatMap(\.features)
            #expect(Set(features).count == source.featureCount, "\(source.name)")
            #expect(Set(source.contexts).count == source.contexts.count)
        }
        #expect {
            try EventSources.named("listner")
        } throws: {
            "\($0)" == "no source 'listner'; did you mean listener?"
        }
    }

    @Test(arguments: names) func seedsDecideEverything(name: String) throws {
        let source = try EventSources.named(name)
        let schedule = DriftSchedule.sudden(at: 100)
        let events = source.events(seed: 7, schedule: schedule, count: 200)
        #expect(events == source.events(seed: 7, schedule: schedule, count: 200))
        #expect(events != source.events(seed: 8, schedule: schedule, count: 200))
        // Before it changes, a life is the same whether it will or not.
        #expect(events.prefix(100) == source.events(seed: 7, count: 200).prefix(100))
    }

    @Test(arguments: names) func copiesMeetTheSameChance(name: String) throws {
        let source = try EventSources.named(name)
        let world = source.world(seed: 3, schedule: .stationary, events: 50)
        let copy = world
        #expect(source.events(of: world, count: 50) == source.events(of: copy, count: 50))
    }

    /// They are 39 % (the listener after the change) to 74 % (flights before it).
    @Test(arguments: names) func baseRatesAreInTheMiddle(name: String) throws {
        let source = try EventSources.named(name)
        for schedule in [DriftSchedule.stationary, .sudden(at: 1)] {
            var labels = 0, chances = 0.0
            for seed in toldSeeds {
                for event in source.events(seed: seed, schedule: schedule, count: 500) {
                    labels += event.outcome.label ? 1 : 0
                    #expect(event.chances.allSatisfy { (0...1).contains($0) })
                    chances += event.chances.reduce(0, +) / Double(event.chances.count)
                }
            }
            let count = Double(toldSeeds.count * 500)
            #expect((0.3...0.8).contains(Double(labels) / count), "\(schedule): \(Double(labels) / count)")
            // Labels are what the chances say, but for luck: five standard errors.
            #expect(abs(Double(labels) - chances) < 2.5 * count.squareRoot())
        }
    }

    /// Of other individuals than those the means are from, played by lot, from the hundredth event on: before that a
    /// listener's history is still short.
    @Test(arguments: names) func featuresAreCentredAndOfUnitSize(name: String) throws {
        let source = name == "listener" ? ListenerSource(candidates: 1) : try EventSources.named(name)
        var sums = [Double](repeating: 0, count: source.featureCount), squares = sums
        var count = 0.0
        for seed in UInt64(201)...400 {
            for event in source.events(seed: seed, count: 300).dropFirst(100) {
                #expect(event.features.allSatisfy { $0.magnitude <= 4 })
                for candidate in 0..<source.candidates {
                    for place in 0..<source.featureCount {
                        let value = Double(event.features[candidate * source.featureCount + place])
                        sums[place] += value
                        squares[place] += value * value
                    }
                    count += 1
                }
            }
        }
        for (place, feature) in source.groups.flatMap(\.features).enumerated() {
            let mean = sums[place] / count
            let deviation = (squares[place] / count - mean * mean).squareRoot()
            #expect(abs(mean) < 0.25, "\(feature): \(mean)")
            #expect((0.7...1.3).contains(deviation), "\(feature): \(deviation)")
        }
    }

    @Test(arguments: names) func contextsAllOccur(name: String) throws {
        let source = try EventSources.named(name)
        let seen = Set(source.events(seed: 1, count: 1000).map(\.offer.context))
        #expect(seen == Set(source.contexts.indices))
    }

    @Test func onlyTheListenerHasChoices() {
        #expect(EventSources.all.map(\.candidates) == [6, 1, 1, 1, 1])
    }
}
