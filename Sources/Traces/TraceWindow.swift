import Quantities

/// What a trace tells of a window.
///
/// A sample is the mean over its time. What no sample covers is in no sum: ``energy`` is that of the covered time, and
/// ``scaledEnergy`` what the whole window takes if the rest is like it.
public struct TraceWindow: Equatable, Sendable {
    /// The mark's label, the channel and its run, or the times.
    public let name: String
    /// In the file's time; a log with dates begins at 0.
    public let start: Seconds
    /// From its begin to its end, covered or not.
    public let duration: Seconds
    /// The time for which there are readings.
    public let covered: Seconds
    /// Of the covered time.
    public let energy: Joules
    /// The mean power over the whole window: ``energy`` where all of it is covered.
    public let scaledEnergy: Joules
    /// Of the covered time; nil where the file tells no current.
    public let charge: Coulombs?
    /// The highest power of a reading.
    public let highestPower: Watts
    /// Readings with a value.
    public let samples: Int
    /// Readings without one.
    public let missing: Int
    /// Times without readings.
    public let gaps: TraceGaps

    /// The covered share of the window, 0 to 1.
    public var coverage: Double { covered / duration }
    /// Whether all of it is covered, but for what sums of times lose.
    public var isCovered: Bool { 1 - coverage < 1e-9 }
    /// Over the covered time.
    public var meanPower: Watts { energy / covered }
    /// Over the covered time.
    public var meanCurrent: Amperes? { charge.map { $0 / covered } }

    /// The energy of the covered time above an idle power.
    public func energy(above idle: Watts) -> Joules { energy - idle * covered }
    /// The energy of the whole window above an idle power.
    public func scaledEnergy(above idle: Watts) -> Joules { scaledEnergy - idle * duration }
}

extension TraceWindow {
    /// - Throws: ``TraceError/emptyWindow(file:window:)`` where no reading covers any of it.
    init(_ sum: WindowSum, name: String, hasCurrent: Bool, file: String) throws(TraceError) {
        guard let asked = sum.asked, sum.covered.value > 0 else { throw .emptyWindow(file: file, window: name) }
        self.name = name
        start = Seconds(asked.lowerBound)
        duration = Seconds(asked.upperBound - asked.lowerBound)
        covered = Seconds(sum.covered.value)
        energy = Joules(sum.energy.value)
        scaledEnergy = energy / covered * duration
        charge = hasCurrent ? Coulombs(sum.charge.value) : nil
        highestPower = Watts(sum.highest)
        (samples, missing, gaps) = (sum.samples, sum.missing, sum.gaps)
    }

    /// Several windows taken together; nil for none.
    init?(sumOf windows: [TraceWindow]) {
        guard let first = windows.first else { return nil }
        func sum<Dimension>(_ part: (TraceWindow) -> Quantity<Dimension>) -> Quantity<Dimension> {
            var sum = CompensatedSum()
            for window in windows { sum.add(part(window).value) }
            return Quantity(sum.value)
        }
        name = "sum"
        start = first.start
        (duration, covered) = (sum(\.duration), sum(\.covered))
        (energy, scaledEnergy) = (sum(\.energy), sum(\.scaledEnergy))
        charge = windows.allSatisfy { $0.charge != nil } ? sum { $0.charge ?? .zero } : nil
        highestPower = windows.reduce(first.highestPower) { max($0, $1.highestPower) }
        samples = windows.reduce(0) { $0 + $1.samples }
        missing = windows.reduce(0) { $0 + $1.missing }
        gaps = windows.reduce(TraceGaps()) { $0 + $1.gaps }
    }
}
