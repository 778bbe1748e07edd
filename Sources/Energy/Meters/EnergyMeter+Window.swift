import Quantities

/// Limits within which the difference of two readings is an energy.
public enum EnergyLimits {
    /// RAPL renews its counters about every millisecond (Intel SDM, volume 3, RAPL interfaces), so either end of a
    /// window may be a millisecond off: 2 in 50 is below 5 %.
    public static let shortestWindow = 0.05

    /// More power than a zone can draw: twice what the largest server sockets of 2025 are rated at (500 W).
    public static let watts = 1000.0
}

extension EnergyMeter {
    /// Seconds after which some counter may have wrapped twice, so that its difference means nothing; `nil`
    /// where none wraps.
    public var longestWindow: Double? {
        zones.compactMap { zone in zone.range.map { Double($0) * zone.joulesPerCount / EnergyLimits.watts } }
            .min()
    }

    /// The energy of `body`, which should take at least ``EnergyLimits/shortestWindow`` seconds.
    /// - Throws: why there is no figure: as `joules(from:to:)`, or a reader's refusal.
    public func measure(_ body: () -> Void) throws(EnergyUnavailability) -> Joules {
        let begin = try read()
        body()
        return try joules(from: begin, to: read())
    }

    /// The energy between two readings of this meter, all zones added, one wrap of each allowed for.
    /// - Throws: why there is no figure: a window shorter than ``EnergyLimits/shortestWindow`` or as long as
    ///   ``longestWindow``, a zone that did not move, more power than a zone can draw.
    public func joules(
        from begin: EnergyReading, to end: EnergyReading
    ) throws(EnergyUnavailability) -> Joules {
        let seconds = end.seconds - begin.seconds
        guard seconds >= EnergyLimits.shortestWindow else { throw .windowTooShort(seconds: seconds) }
        if let longest = longestWindow, seconds >= longest {
            throw .windowTooLong(seconds: seconds, longest: longest)
        }
        var sum = 0.0
        for (zone, (first, last)) in zip(zones, zip(begin.counts, end.counts)) {
            let used = try zone.joules(from: first, to: last)
            guard used > 0 else { throw .noMovement(zone: zone.name, seconds: seconds) }
            guard used / seconds <= EnergyLimits.watts else {
                throw .impossiblePower(zone: zone.name, watts: used / seconds)
            }
            sum += used
        }
        return Joules(sum)
    }
}

extension EnergyZone {
    func joules(from first: UInt64, to last: UInt64) throws(EnergyUnavailability) -> Double {
        if last >= first { return Double(last - first) * joulesPerCount }
        guard let range, first <= range else { throw .wentBackwards(zone: name) }
        return Double(range - first + last) * joulesPerCount
    }
}
