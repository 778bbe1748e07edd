import RealModule

/// What a device remembers of what was played: all of it fades.
struct ListenerPast {
    /// Events until a memory of a song and of an artist has faded to 1/e.
    static let songSpan = 100.0, artistSpan = 20.0
    private var songs: [Int32]
    private var artists: [(event: Int32, plays: Float, skips: Float)]
    private var genres: [(played: Float, early: Float)]
    private var liked: [Float]
    private(set) var skipRate = 0.5
    private(set) var skipsInRow = 0.0

    init(_ catalogue: Catalogue) {
        songs = .init(repeating: -10_000, count: catalogue.features.count)
        artists = .init(repeating: (0, 0, 0.5), count: catalogue.artistCount)
        genres = .init(repeating: (0.5, 0.25), count: catalogue.genreCount)
        liked = .init(repeating: 0, count: SongFeature.allCases.count)
    }

    /// How like a song is to those that were played through, by the mean product of their features.
    func likeness(_ features: [Float]) -> Double {
        var sum: Float = 0
        for place in liked.indices { sum += liked[place] * features[place] }
        return Double(sum) / Double(liked.count)
    }

    /// 1 right after it was played, falling to 0.
    func recency(ofSong song: Int, at event: Int) -> Double {
        .exp(Double(songs[song] - Int32(event)) / Self.songSpan)
    }

    /// Plays of an artist, faded.
    func plays(ofArtist artist: Int, at event: Int) -> Double {
        Double(artists[artist].plays) * .exp(Double(artists[artist].event - Int32(event)) / Self.artistSpan)
    }

    func skips(ofArtist artist: Int) -> Double { Double(artists[artist].skips) }
    func played(ofGenre genre: Int) -> Double { Double(genres[genre].played) }
    func early(ofGenre genre: Int) -> Double { Double(genres[genre].early) }

    /// A song was played through or skipped.
    mutating func remember(song: Int, in catalogue: Catalogue, at event: Int, played: Bool, early: Bool) {
        let (artist, genre) = (catalogue.artists[song], catalogue.genres[song])
        let plays = plays(ofArtist: artist, at: event)
        songs[song] = Int32(event)
        artists[artist].plays = Float(plays + 1)
        artists[artist].event = Int32(event)
        artists[artist].skips += 0.2 * ((played ? 0 : 1) - artists[artist].skips)
        genres[genre].played += 0.1 * ((played ? 1 : 0) - genres[genre].played)
        genres[genre].early += 0.1 * ((early ? 1 : 0) - genres[genre].early)
        skipRate += 0.1 * ((played ? 0 : 1) - skipRate)
        skipsInRow = played ? 0 : min(skipsInRow + 1, 6)
        guard played else { return }
        for place in liked.indices { liked[place] += 0.05 * (catalogue.features[song][place] - liked[place]) }
    }
}
