import Drift
import RealModule
import Testing

@testable import MicroLearning

@Suite struct ListenerTests {
    private func column(_ feature: SongFeature) -> [Double] {
        let place = SongFeature.allCases.firstIndex(of: feature) ?? 0
        return Catalogue.shared.values.map { $0[place] }
    }

    private func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        return (mean, square.squareRoot())
    }

    private func correlation(_ a: SongFeature, _ b: SongFeature) -> Double {
        let (x, y) = (column(a), column(b))
        let (p, q) = (moments(x), moments(y))
        let sum = zip(x, y).reduce(0) { $0 + ($1.0 - p.mean) * ($1.1 - q.mean) }
        return sum / Double(x.count) / (p.deviation * q.deviation)
    }

    /// Means within a quarter of a published standard deviation, deviations within a quarter of it.
    @Test(arguments: SongFeature.allCases) func songsHavePublishedMoments(feature: SongFeature) {
        let (mean, deviation) = moments(column(feature)), published = feature.published
        #expect(abs(mean - published.mean) < 0.25 * published.deviation, "\(mean)")
        #expect(abs(deviation - published.deviation) < 0.25 * published.deviation, "\(deviation)")
    }

    @Test func songsHavePublishedCorrelations() {
        #expect(abs(correlation(.energy, .loudness) - 0.76) < 0.15)
        #expect(abs(correlation(.energy, .acousticness) + 0.73) < 0.15)
        #expect(abs(correlation(.acousticness, .loudness) + 0.58) < 0.15)
        #expect(abs(correlation(.danceability, .valence) - 0.48) < 0.15)
    }

    @Test func genresAreClusters() {
        let catalogue = Catalogue.shared
        func distance(_ a: Int, _ b: Int) -> Double {
            zip(catalogue.features[a], catalogue.features[b]).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
        }
        var own: [Double] = [], others: [Double] = []
        for a in 0..<200 {
            for b in 0..<a {
                if catalogue.genres[a] == catalogue.genres[b] {
                    own.append(distance(a, b))
                } else {
                    others.append(distance(a, b))
                }
            }
        }
        #expect(moments(own).mean < 0.75 * moments(others).mean)
        #expect(catalogue.artists.indices.allSatisfy { catalogue.genres[$0] < catalogue.genreCount })
    }

    /// Who dislikes a song skips it within seconds, who is bored by it late.
    @Test func dislikedSongsAreSkippedEarly() {
        var disliked: [Double] = [], bored: [Double] = []
        for seed in UInt64(1)...10 {
            for event in ListenerSource(candidates: 1).events(seed: seed, count: 1000) {
                guard let seconds = event.outcome.secondsToSkip else {
                    #expect(event.outcome.label)
                    continue
                }
                #expect(!event.outcome.label)
                if event.chances[0] < 0.15 { disliked.append(seconds) }
                if event.chances[0] > 0.5 { bored.append(seconds) }
            }
        }
        func early(_ seconds: [Double]) -> Double { Double(seconds.count { $0 < 15 }) / Double(seconds.count) }
        #expect(early(disliked) > 0.6, "\(early(disliked))")
        #expect(early(bored) < 0.4, "\(early(bored))")
    }

    /// What came before depends on what was chosen, and on nothing else.
    @Test func historyIsOfWhatWasPlayed() {
        let source = ListenerSource()
        var a = source.world(seed: 1, schedule: .stationary, events: 20), b = a
        var x = [Float](repeating: 0, count: 18 * 6), y = x
        var chances = [Double](repeating: 0, count: 6)
        _ = a.offer(features: &x, chances: &chances)
        _ = b.offer(features: &y, chances: &chances)
        #expect(x == y)
        _ = a.outcome(choosing: 0)
        _ = b.outcome(choosing: 1)
        _ = a.offer(features: &x, chances: &chances)
        _ = b.offer(features: &y, chances: &chances)
        for candidate in 0..<6 {
            let mood = candidate * 18..<candidate * 18 + 10
            #expect(x[mood] == y[mood], "songs are those of the tape")
        }
        #expect(x != y)
    }

    @Test func trialsAreAsManyAsSaid() {
        let events = ListenerSource(exploration: 0.05).events(seed: 2, count: 4000)
        let share = Double(events.count { $0.offer.trial != nil }) / 4000
        // Four standard errors.
        #expect(abs(share - 0.05) < 0.014)
        #expect(ListenerSource(exploration: 0).events(seed: 2, count: 500).allSatisfy { $0.offer.trial == nil })
    }

    /// A session is 10 to 20 songs long.
    @Test func sessionsKeepToATimeOfDay() {
        let contexts = ListenerSource().events(seed: 2, count: 1000).map(\.offer.context)
        let starts = contexts.indices.dropFirst().filter { contexts[$0] != contexts[$0 - 1] }
        let lengths = zip(starts, starts.dropFirst()).map { $1 - $0 }
        #expect(lengths.allSatisfy { (10...20).contains($0) })
    }
}
