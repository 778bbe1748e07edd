import Statistics

/// Events of individuals that no run is about, as their devices would have kept them: candidates played at random, and
/// what came of it.
struct EventLog: Sendable {
    let featureCount: Int
    /// Event after event.
    private(set) var features: [Float] = []
    private(set) var contexts: [Int] = []
    /// 0 or 1, and the truth's probability of 1.
    private(set) var labels: [Float] = []
    private(set) var chances: [Double] = []

    var count: Int { labels.count }

    /// - Parameters:
    ///   - individuals: before any change of their truth.
    ///   - events: of each.
    init(_ source: any EventSource, _ use: Population.Use, individuals: Int, events: Int) {
        featureCount = source.featureCount
        var offered = [Float](repeating: 0, count: featureCount * source.candidates)
        var chances = [Double](repeating: 0, count: source.candidates)
        for seed in Population.seeds(use).prefix(individuals) {
            var world = source.world(seed: seed, schedule: .stationary, events: events)
            var generator = SeededGenerator(seed: seed, stream: "choices of a population")
            for _ in 0..<events {
                let offer = world.offer(features: &offered, chances: &chances)
                let choice = generator.integer(below: source.candidates)
                features += offered[choice * featureCount..<(choice + 1) * featureCount]
                contexts.append(offer.context)
                labels.append(world.outcome(choosing: choice).label ? 1 : 0)
                self.chances.append(chances[choice])
            }
        }
    }

    /// The features of an event.
    func features(of event: Int) -> [Float] { Array(features[event * featureCount..<(event + 1) * featureCount]) }
}
