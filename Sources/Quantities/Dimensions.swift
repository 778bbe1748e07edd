/// Amounts of energy, in joules.
public typealias Joules = Quantity<EnergyDimension>
/// Electric charge, in coulombs. It becomes energy only with a voltage.
public typealias Coulombs = Quantity<ChargeDimension>
/// Power, in watts.
public typealias Watts = Quantity<PowerDimension>
/// Electric current, in amperes.
public typealias Amperes = Quantity<CurrentDimension>
/// Voltage, in volts.
public typealias Volts = Quantity<VoltageDimension>
/// Spans of time, in seconds.
public typealias Seconds = Quantity<TimeDimension>
/// Frequency, in hertz.
public typealias Hertz = Quantity<FrequencyDimension>
/// Bits a second.
public typealias BitRate = Quantity<BitRateDimension>
/// Energy for each byte, in joules a byte.
public typealias EnergyPerByte = Quantity<EnergyPerByteDimension>
/// Charge for each byte, in coulombs a byte.
public typealias ChargePerByte = Quantity<ChargePerByteDimension>
/// Power that grows with the rate of a link, in watts for a bit a second (joules a bit).
public typealias PowerPerBitRate = Quantity<PowerPerBitRateDimension>
/// Shares and counts that need not be whole.
public typealias Ratio = Quantity<RatioDimension>

/// Of ``Joules``.
public enum EnergyDimension: PhysicalDimension {
    /// `energy`.
    public static let name = "energy"
    /// `J`.
    public static let unit = "J"
    /// Joules with prefixes, and watt hours.
    public static let units = Prefix.table("J").merging(Prefix.table("Wh", of: 3600, [.kilo, .none, .milli])) { $1 }
}

/// Of ``Coulombs``.
public enum ChargeDimension: PhysicalDimension {
    /// `charge`.
    public static let name = "charge"
    /// `C`.
    public static let unit = "C"
    /// Coulombs with prefixes, and ampere hours.
    public static let units = Prefix.table("C").merging(Prefix.table("Ah", of: 3600, [.none, .milli, .micro])) { $1 }
}

/// Of ``Watts``.
public enum PowerDimension: PhysicalDimension {
    /// `power`.
    public static let name = "power"
    /// `W`.
    public static let unit = "W"
    /// Watts with prefixes.
    public static let units = Prefix.table("W")
}

/// Of ``Amperes``.
public enum CurrentDimension: PhysicalDimension {
    /// `current`.
    public static let name = "current"
    /// `A`.
    public static let unit = "A"
    /// Amperes with prefixes.
    public static let units = Prefix.table("A")
}

/// Of ``Volts``.
public enum VoltageDimension: PhysicalDimension {
    /// `voltage`.
    public static let name = "voltage"
    /// `V`.
    public static let unit = "V"
    /// Volts with prefixes.
    public static let units = Prefix.table("V")
}

/// Of ``Seconds``.
public enum TimeDimension: PhysicalDimension {
    /// `time`.
    public static let name = "time"
    /// `s`.
    public static let unit = "s"
    /// Seconds and below with prefixes; minutes, hours, days and years of 365 days.
    public static let units = Prefix.table("s", [.none, .milli, .micro, .nano])
        .merging(["min": 60, "h": 3600, "d": 86_400, "a": 365 * 86_400]) { $1 }
}

/// Of ``Hertz``.
public enum FrequencyDimension: PhysicalDimension {
    /// `frequency`.
    public static let name = "frequency"
    /// `Hz`.
    public static let unit = "Hz"
    /// Hertz with prefixes.
    public static let units = Prefix.table("Hz")
}

/// Of ``BitRate``.
public enum BitRateDimension: PhysicalDimension {
    /// `bit rate`.
    public static let name = "bit rate"
    /// `bit/s`.
    public static let unit = "bit/s"
    /// Bits and bytes a second, with prefixes of ten.
    public static let units = Prefix.table("bit/s", [.none, .kilo, .mega, .giga])
        .merging(Prefix.table("B/s", of: 8, [.none, .kilo, .mega])) { $1 }
}

/// Of ``EnergyPerByte``.
public enum EnergyPerByteDimension: PhysicalDimension {
    /// `energy a byte`.
    public static let name = "energy a byte"
    /// `J/B`.
    public static let unit = "J/B"
    /// Joules a byte, with prefixes; a thousand and 1,024 bytes apart.
    public static let units = Prefix.perByte("J")
}

/// Of ``ChargePerByte``.
public enum ChargePerByteDimension: PhysicalDimension {
    /// `charge a byte`.
    public static let name = "charge a byte"
    /// `C/B`.
    public static let unit = "C/B"
    /// Coulombs a byte, with prefixes; a thousand and 1,024 bytes apart.
    public static let units = Prefix.perByte("C")
}

/// Of ``PowerPerBitRate``.
public enum PowerPerBitRateDimension: PhysicalDimension {
    /// `power for a bit rate`.
    public static let name = "power for a bit rate"
    /// `W/(bit/s)`.
    public static let unit = "W/(bit/s)"
    /// Milliwatts for a megabit a second, as the literature has it.
    public static let units = ["W/(bit/s)": 1, "mW/(Mbit/s)": 1e-9]
}

/// Of ``Ratio``.
public enum RatioDimension: PhysicalDimension {
    /// `ratio`.
    public static let name = "ratio"
    /// `1`.
    public static let unit = "1"
    /// A bare number, per cent, parts in a million.
    public static let units = ["": 1, "%": 0.01, "ppm": 1e-6]
}
