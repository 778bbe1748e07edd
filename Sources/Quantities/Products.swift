// What quantities make of one another. A product that is missing here is one that means nothing: charge and energy meet
// only where there is a voltage.

/// Energy of a power over a time.
public func * (power: Watts, time: Seconds) -> Joules { Joules(power.value * time.value) }
/// Energy of a power over a time.
public func * (time: Seconds, power: Watts) -> Joules { power * time }
/// Mean power of an energy over a time.
public func / (energy: Joules, time: Seconds) -> Watts { Watts(energy.value / time.value) }
/// How long an energy lasts at a power.
public func / (energy: Joules, power: Watts) -> Seconds { Seconds(energy.value / power.value) }

/// Charge of a current over a time.
public func * (current: Amperes, time: Seconds) -> Coulombs { Coulombs(current.value * time.value) }
/// Charge of a current over a time.
public func * (time: Seconds, current: Amperes) -> Coulombs { current * time }
/// Mean current of a charge over a time.
public func / (charge: Coulombs, time: Seconds) -> Amperes { Amperes(charge.value / time.value) }
/// How long a charge lasts at a current.
public func / (charge: Coulombs, current: Amperes) -> Seconds { Seconds(charge.value / current.value) }

/// Energy of a charge at a voltage.
public func * (charge: Coulombs, voltage: Volts) -> Joules { Joules(charge.value * voltage.value) }
/// Energy of a charge at a voltage.
public func * (voltage: Volts, charge: Coulombs) -> Joules { charge * voltage }
/// Charge that holds an energy at a voltage.
public func / (energy: Joules, voltage: Volts) -> Coulombs { Coulombs(energy.value / voltage.value) }

/// Power of a current at a voltage.
public func * (current: Amperes, voltage: Volts) -> Watts { Watts(current.value * voltage.value) }
/// Power of a current at a voltage.
public func * (voltage: Volts, current: Amperes) -> Watts { current * voltage }
/// Current that draws a power at a voltage.
public func / (power: Watts, voltage: Volts) -> Amperes { Amperes(power.value / voltage.value) }

/// Energy of so many bytes.
public func * (energy: EnergyPerByte, bytes: ByteCount) -> Joules { Joules(energy.value * Double(bytes.count)) }
/// Energy a byte.
public func / (energy: Joules, bytes: ByteCount) -> EnergyPerByte { EnergyPerByte(energy.value / Double(bytes.count)) }
/// Charge of so many bytes.
public func * (charge: ChargePerByte, bytes: ByteCount) -> Coulombs { Coulombs(charge.value * Double(bytes.count)) }
/// How long bytes take at a rate.
public func / (bytes: ByteCount, rate: BitRate) -> Seconds { Seconds(8 * Double(bytes.count) / rate.value) }
/// Power at a bit rate.
public func * (slope: PowerPerBitRate, rate: BitRate) -> Watts { Watts(slope.value * rate.value) }
/// The time of so many cycles.
public func / (cycles: Double, frequency: Hertz) -> Seconds { Seconds(cycles / frequency.value) }
