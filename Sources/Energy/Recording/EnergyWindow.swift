import Quantities

/// What a source told of a window.
///
/// What no two readings frame is in no sum: ``energy`` is that of the covered time, and ``scaledEnergy`` what the whole
/// window took if the rest was like it.
public struct EnergyWindow: Equatable, Sendable {
    /// From the first attempt to read to the last.
    public let duration: Seconds
    /// The time for which there is an energy.
    public let covered: Seconds
    /// Of the covered time.
    public let energy: Joules
    /// Of a reading; of counters, over at least ``EnergyLimits/shortestWindow``.
    public let highestPower: Watts
    /// Those that gave a value.
    public let readings: Int
    /// Readings that differed from the one before: how often the sensor was renewed, at least.
    public let changes: Int
    /// Attempts to read that gave none.
    public let failures: Int
    /// Why the last of them did.
    public let lastFailure: EnergyUnavailability?
    /// Times without readings, which counters cover all the same.
    public let gaps: RecordedGaps

    /// The covered share of the window, 0 to 1.
    public var coverage: Double { covered / duration }
    /// Whether all of it is covered, but for what sums of times lose.
    public var isCovered: Bool { 1 - coverage < 1e-9 }
    /// Over the covered time.
    public var meanPower: Watts { energy / covered }
    /// The mean power over the whole window: ``energy`` where all of it is covered.
    public var scaledEnergy: Joules { meanPower * duration }

    /// The energy of the covered time above an idle power.
    public func energy(above idle: Watts) -> Joules { energy - idle * covered }
    /// The energy of the whole window above an idle power.
    public func scaledEnergy(above idle: Watts) -> Joules { scaledEnergy - idle * duration }
}
