import Statistics

/// The songs there are: the same for all listeners.
struct Catalogue: Sendable {
    static let shared = Catalogue(songs: 600, artists: 90, genres: 24)

    /// Of each song, from 0.
    let artists, genres: [Int]
    /// The features of ``SongFeature``, song after song, as published.
    let values: [[Double]]
    /// The same, centred and in units of the catalogue's standard deviations.
    let features: [[Float]]
    let artistCount, genreCount: Int

    /// Genres are clusters: half of the variance of each number lies between them. An artist keeps to one genre.
    init(songs: Int, artists: Int, genres: Int, seed: UInt64 = 0) {
        var generator = SeededGenerator(seed: seed, stream: "catalogue")
        func point() -> [Double] {
            let (intensity, mood) = (generator.gaussian(), generator.gaussian())
            return SongFeature.allCases.map { feature in
                let (a, b) = feature.loadings
                return a * intensity + b * mood + (1 - a * a - b * b).squareRoot() * generator.gaussian()
            }
        }
        let centres = (0..<genres).map { _ in point() }
        let artistGenres = (0..<artists).map { _ in generator.integer(below: genres) }
        let own = (0..<songs).map { _ in generator.integer(below: artists) }
        self.artists = own
        self.genres = own.map { artistGenres[$0] }
        var points = own.map { artist in
            zip(centres[artistGenres[artist]], point()).map { ($0 + $1) * 0.5.squareRoot() }
        }
        // So few centres alone would leave moments far from those of all songs.
        for place in SongFeature.allCases.indices {
            let column = points.map { $0[place] }
            let mean = column.reduce(0, +) / Double(songs)
            let deviation = (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(songs)).squareRoot()
            for song in points.indices { points[song][place] = (points[song][place] - mean) / deviation }
        }
        values = points.map { zip(SongFeature.allCases, $0).map { $0.value(of: $1) } }
        let standard = Standard(fitting: values)
        features = values.map { $0.enumerated().map { standard.applied(to: $1, at: $0) } }
        (artistCount, genreCount) = (artists, genres)
    }
}
