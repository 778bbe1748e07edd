import RealModule

/// The ten numbers that streaming services published of a song.
///
/// The laws are monotone maps of normal numbers, fitted to the means and standard deviations over 169,909 songs of
/// 1921–2020 from Spotify's interface (the data set "Spotify Dataset 1921–2020, 160k+ Tracks", Y. E. Ay, Kaggle, 2020);
/// the forms are this project's choice.
enum SongFeature: String, CaseIterable, Sendable {
    case valence, energy, danceability, tempo, acousticness, instrumentalness, liveness, speechiness, loudness, mode

    /// The published mean and standard deviation; tempo in beats a minute, loudness in dB, the others in 0 ... 1.
    var published: (mean: Double, deviation: Double) {
        switch self {
        case .valence: (0.532, 0.262)
        case .energy: (0.489, 0.267)
        case .danceability: (0.538, 0.175)
        case .tempo: (116.9, 30.7)
        case .acousticness: (0.493, 0.377)
        case .instrumentalness: (0.162, 0.309)
        case .liveness: (0.207, 0.177)
        case .speechiness: (0.094, 0.150)
        case .loudness: (-11.37, 5.67)
        case .mode: (0.709, 0.454)
        }
    }

    /// The feature of a normal number of mean 0 and variance 1.
    func value(of normal: Double) -> Double {
        switch self {
        case .valence: logistic(0.18 + 1.35 * normal)
        case .energy: logistic(-0.07 + 1.40 * normal)
        case .danceability: min(max(0.538 + 0.175 * normal, 0), 1)
        case .tempo: max(116.9 + 30.7 * normal, 40)
        case .acousticness: logistic(-0.05 + 3.0 * normal)
        case .instrumentalness: logistic(-4.4 + 4.0 * normal)
        case .liveness: min(.exp(-1.84 + 0.72 * normal), 1)
        case .speechiness: min(.exp(-3.2 + 1.35 * normal), 0.97)
        case .loudness: -Double.exp(2.32 - 0.471 * normal)
        case .mode: normal > -0.55 ? 1 : 0
        }
    }

    /// How the normal number is made of a song's intensity, its mood, and what is its own: so that energy, loudness and
    /// acousticness go together as published (+0.76, −0.73, −0.58 over 88,732 songs: huntereppley.com, "The Sonic
    /// Genome", from the Kaggle set "Spotify Tracks Dataset", 2022), and so do danceability and valence (+0.48).
    var loadings: (intensity: Double, mood: Double) {
        switch self {
        case .valence: (0.25, 0.65)
        case .energy: (0.93, 0.1)
        case .danceability: (0.15, 0.7)
        case .tempo: (0.3, 0)
        case .acousticness: (-0.8, 0)
        case .instrumentalness: (-0.3, -0.3)
        case .liveness: (0.2, -0.1)
        case .speechiness: (0, 0.25)
        case .loudness: (0.85, 0.1)
        case .mode: (-0.1, 0)
        }
    }
}
