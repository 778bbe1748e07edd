/// Adds up the readings of one source.
protocol ReadingSum {
    /// The highest power so far, in watts; nil before there is one.
    var highest: Double? { get }
    /// Readings that differed from the one before.
    var changes: Int { get }

    /// Takes a reading.
    /// - Parameter seconds: the time at which it is asked for.
    /// - Returns: what came since the reading before; nil where nothing is known of that time.
    /// - Throws: why there is no reading.
    mutating func take(at seconds: Double) throws(EnergyUnavailability) -> Stretch?

    /// - Parameter seconds: the window's length.
    /// - Throws: why the sum over the window is no energy: a source that told nothing but zero, or too short a window.
    func check(over seconds: Double) throws(EnergyUnavailability)
}

/// The energy from one reading to the next.
struct Stretch: Equatable {
    /// When the reading before was taken, in seconds.
    let start: Double
    let joules: Double
}
