import Statistics

/// The chance in a listener's life: which songs come up when, and the lots of each event. Nothing in it depends on what
/// is chosen, so that every learner meets the same.
final class ListenerTape: Sendable {
    let candidates: Int
    private let songs: [Int32]
    let contexts: [UInt8]
    /// The candidate that is tried at random, or −1.
    let trials: [Int8]
    /// Uniform numbers: whether it is played through, whether a skip is early, and when.
    let lots: [(play: Double, early: Double, moment: Double)]

    init(seed: UInt64, events: Int, candidates: Int, exploration: Double) {
        self.candidates = candidates
        var generator = SeededGenerator(seed: seed, stream: "listener, events")
        var library = Array(Int32(0)..<Int32(Catalogue.shared.features.count))
        generator.shuffle(&library)
        var songs: [Int32] = []
        var contexts: [UInt8] = []
        var trials: [Int8] = []
        var lots: [(play: Double, early: Double, moment: Double)] = []
        var (time, left) = (0, 0)
        for _ in 0..<events {
            if left == 0 {
                time = (time + 1 + generator.integer(below: 2)) % Taste.times.count
                left = 10 + generator.integer(below: 11)
            }
            left -= 1
            contexts.append(UInt8(time))
            for _ in 0..<candidates { songs.append(library[generator.integer(below: 300)]) }
            let trial = generator.integer(below: candidates)
            trials.append(generator.uniform() < exploration ? Int8(trial) : -1)
            lots.append((generator.uniform(), generator.uniform(), generator.uniform()))
        }
        (self.songs, self.contexts, self.trials, self.lots) = (songs, contexts, trials, lots)
    }

    @inline(__always) func song(at event: Int, _ candidate: Int) -> Int { Int(songs[event * candidates + candidate]) }
}
