import Drift
import RealModule

/// A listener's life with a device.
struct ListenerWorld: EventWorld {
    private let listener: Listener
    private let tape: ListenerTape
    private let schedule: DriftSchedule
    private let standard: Standard?
    private var past: ListenerPast
    private var event = 0
    private let catalogue = Catalogue.shared

    init(_ listener: Listener, _ tape: ListenerTape, schedule: DriftSchedule, standard: Standard?) {
        self.listener = listener
        self.tape = tape
        self.schedule = schedule
        self.standard = standard
        past = ListenerPast(catalogue)
    }

    mutating func offer(features: UnsafeMutablePointer<Float>, chances: UnsafeMutablePointer<Double>) -> EventOffer {
        let share = schedule.share(at: event)
        var place = 0
        for candidate in 0..<tape.candidates {
            let song = tape.song(at: event, candidate)
            for value in catalogue.features[song] {
                features[place] = value
                place += 1
            }
            let past = past(of: song)
            for (index, value) in past.enumerated() {
                features[place] = standard?.applied(to: value, at: index) ?? 0
                place += 1
            }
            chances[candidate] = chance(song, share: share)
        }
        let trial = tape.trials[event]
        return EventOffer(context: Int(tape.contexts[event]), trial: trial < 0 ? nil : Int(trial))
    }

    mutating func outcome(choosing candidate: Int) -> EventOutcome {
        let song = tape.song(at: event, candidate)
        let share = schedule.share(at: event)
        let lots = tape.lots[event]
        let played = lots.play < chance(song, share: share)
        let early = !played && lots.early < logistic(-1.2 * appeal(song, share: share))
        let seconds = early ? -5 * Double.log(1 - lots.moment) : 20 + 180 * lots.moment
        past.remember(song: song, in: catalogue, at: event, played: played, early: early)
        event += 1
        return EventOutcome(label: played, secondsToSkip: played ? nil : seconds)
    }

    /// History and skips of a song, as the last two groups have them.
    func past(of song: Int) -> [Double] {
        let (artist, genre) = (catalogue.artists[song], catalogue.genres[song])
        return [
            past.likeness(catalogue.features[song]), past.recency(ofSong: song, at: event),
            past.plays(ofArtist: artist, at: event), past.played(ofGenre: genre),
            past.skipRate, past.early(ofGenre: genre), past.skips(ofArtist: artist), past.skipsInRow,
        ]
    }

    private func appeal(_ song: Int, share: Double) -> Double {
        let appeal = listener.appeals[Int(tape.contexts[event]) * catalogue.features.count + song]
        return mix(appeal.old, appeal.new, share)
    }

    /// The probability that a song is played through now.
    private func chance(_ song: Int, share: Double) -> Double {
        let heard = past.plays(ofArtist: catalogue.artists[song], at: event)
        return logistic(
            listener.patience + appeal(song, share: share) + 0.8 * past.likeness(catalogue.features[song])
                - listener.songWeariness * past.recency(ofSong: song, at: event)
                - listener.artistWeariness * heard * heard / (1 + heard)
                - listener.irritation * past.skipRate)
    }

    func truth(at event: Int) -> [Double] {
        let share = schedule.share(at: event)
        let (old, new) = listener.tastes
        return zip(old.likes + old.moods.joined(), new.likes + new.moods.joined()).map { mix($0, $1, share) }
    }
}
