import Drift
import Statistics

/// A playlist that learns one listener. At each event the device offers songs, plays the one its model scores highest,
/// and sees whether the listener plays it through (1) or skips it (0).
///
/// Songs are those of ``Catalogue``; a listener knows a library of 300 of them, and hears 10 to 20 in a row at one time
/// of day (as the sessions of B. Brost, R. Mehrotra, T. Jehan, "The Music Streaming Sessions Dataset", The Web
/// Conference 2019, in which about half of the songs are skipped). It plays a song through with the probability σ(u),
/// where u is the song's appeal to the listener's taste at that time of day (``Taste``: linear in the song's features,
/// with weights of the time of day, and less a squared distance from what is right then), less weariness of a song
/// heard lately and of an artist heard often, more for what is like songs played through, less for each skip just
/// before. Who dislikes a song skips it within seconds (5 on average), who is bored by it late.
///
/// The change of truth is another taste: it turns against most of what listeners share, at all times of day.
/// Amounts are this project's choice.
public struct ListenerSource: EventSource {
    /// `listener`.
    public let name = "listener"
    /// A song's mood, 10; what was heard before, 4; what was skipped, 4.
    public let groups = [
        FeatureGroup("mood", SongFeature.allCases.map(\.rawValue)),
        FeatureGroup("history", ["like what was liked", "heard lately", "artist heard often", "genre played through"]),
        FeatureGroup("skip", ["skips lately", "genre skipped early", "artist skipped", "skips in a row"]),
    ]
    /// Times of day.
    public let contexts = ["early morning", "morning", "noon", "afternoon", "evening", "night"]
    /// 0.05 for all updates.
    public let defaultRate = 0.05
    /// Songs to choose from at an event.
    public let candidates: Int
    /// The share of events at which a candidate is tried at random.
    public let exploration: Double

    /// Six songs to choose from, one event of twenty at random.
    /// - Parameters:
    ///   - candidates: 1 to 100.
    ///   - exploration: in 0 ... 1.
    public init(candidates: Int = 6, exploration: Double = 0.05) {
        precondition((1...100).contains(candidates), "a listener is offered 1 to 100 songs")
        self.candidates = candidates
        self.exploration = exploration
    }

    /// A listener's life.
    public func world(seed: UInt64, schedule: DriftSchedule, events: Int) -> any EventWorld {
        ListenerWorld(
            Listener(seed: seed),
            ListenerTape(seed: seed, events: events, candidates: candidates, exploration: exploration),
            schedule: schedule, standard: Self.standard)
    }

    /// Of history and skips as they are where songs are played at random.
    static let standard: Standard = {
        var all: [[Double]] = []
        for seed in Population.seeds(.moments).prefix(128) {
            let tape = ListenerTape(seed: seed, events: 400, candidates: 1, exploration: 0)
            var world = ListenerWorld(Listener(seed: seed), tape, schedule: .stationary, standard: nil)
            for event in 0..<400 {
                // The first events have no history yet.
                if event >= 100 { all.append(world.past(of: tape.song(at: event, 0))) }
                _ = world.outcome(choosing: 0)
            }
        }
        return Standard(fitting: all)
    }()
}

/// One listener.
struct Listener: Sendable {
    /// Before and after the change.
    let tastes: (old: Taste, new: Taste)
    /// The appeal of each song at each time of day, to the old and the new taste.
    let appeals: [(old: Double, new: Double)]
    /// How ready it is to play anything through; how weary it gets of a song and of an artist; how far a skip spoils
    /// what follows.
    let patience, songWeariness, artistWeariness, irritation: Double

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed, stream: "listener, traits")
        let old = Taste(commonality: 1, using: &generator), new = Taste(commonality: -0.8, using: &generator)
        tastes = (old, new)
        patience = 0.6 + 0.2 * generator.gaussian()
        songWeariness = 2 * .exp(0.3 * generator.gaussian())
        artistWeariness = 0.8 * .exp(0.3 * generator.gaussian())
        irritation = 1 * .exp(0.3 * generator.gaussian())
        let songs = Catalogue.shared.features
        appeals = Taste.times.flatMap { time in
            songs.map { (old.appeal($0, context: time), new.appeal($0, context: time)) }
        }
    }
}
