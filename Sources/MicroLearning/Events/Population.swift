import Statistics

/// Individuals that no run is about: those from which a maker knows means, and those from whose data it trains its
/// models.
enum Population {
    /// What they are for; each has its own.
    enum Use: String {
        case moments, training, transfer, validation
    }

    /// Seeds without end. Runs take small numbers; none of these is one.
    static func seeds(_ use: Use) -> some Sequence<UInt64> {
        var generator = SeededGenerator(seed: 0, stream: "population: \(use.rawValue)")
        return AnySequence { AnyIterator { generator.next() | 1 << 63 } }
    }
}
