import Statistics

/// What a listener likes, in one form of it, before or after a change.
struct Taste: Sendable {
    /// By feature of ``SongFeature``: how much more of it is liked at any time.
    let likes: [Double]
    /// The same, by time of day.
    let moods: [[Double]]
    /// Energy and tempo that are right at a time of day: what is far from them is not liked.
    let ideals: [(energy: Double, tempo: Double)]

    /// The times of day.
    static let times = 0..<6
    /// What listeners share; each differs.
    static let common = [0.25, 0.45, 0.35, 0.2, -0.45, -0.3, -0.1, -0.2, 0.25, 0.05]
    private static let energies = [0.3, 0.0, -0.3, 0.2, 0.7, -0.9]

    /// - Parameter commonality: the share of what listeners like together.
    init(commonality: Double, using generator: inout SeededGenerator) {
        likes = Self.common.map { commonality * $0 + 0.2 * generator.gaussian() }
        moods = Self.energies.map { energy in
            Self.common.indices.map { place in
                let shared = place == Self.energy ? energy : place == Self.acousticness ? -0.7 * energy : 0
                return 0.5 * commonality * shared + 0.15 * generator.gaussian()
            }
        }
        ideals = Self.energies.map {
            (commonality * $0 + 0.5 * generator.gaussian(), 0.5 * commonality * $0 + 0.5 * generator.gaussian())
        }
    }

    /// How much a song pleases at a time of day: what is liked in it, less how far it is from what is right now.
    func appeal(_ song: [Float], context: Int) -> Double {
        var sum = 0.0
        for place in song.indices { sum += (likes[place] + moods[context][place]) * Double(song[place]) }
        let energy = Double(song[Self.energy]) - ideals[context].energy
        let tempo = Double(song[Self.tempo]) - ideals[context].tempo
        return 1.6 * sum - 0.25 * (energy * energy - 1) - 0.15 * (tempo * tempo - 1)
    }

    private static let energy = SongFeature.allCases.firstIndex(of: .energy) ?? 0
    private static let acousticness = SongFeature.allCases.firstIndex(of: .acousticness) ?? 0
    private static let tempo = SongFeature.allCases.firstIndex(of: .tempo) ?? 0
}
