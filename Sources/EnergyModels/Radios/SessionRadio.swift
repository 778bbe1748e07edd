import Quantities

/// A radio known by what was measured of whole sessions: wake-up, connection and tail, and what bytes add. For LTE-M, NB-IoT
/// and Wi-Fi modules, whose networks decide most of what they spend.
///
/// Energies and charges are added, the latter at the supply's voltage, as sources have one or the other. Where sessions
/// would follow one another before the last has ended, the connection stays up, and is paid for the time between them at
/// a session's mean power: nobody has measured it apart.
public struct SessionRadio: RadioModel {
    /// At which charges and currents are drawn.
    public var supply = Volts.zero
    /// Of a session without its bytes and its tail.
    public var sessionEnergy = Joules.zero
    /// The same as a charge.
    public var sessionCharge = Coulombs.zero
    /// Of the inactivity after it.
    public var tailEnergy = Joules.zero
    /// The same as a charge.
    public var tailCharge = Coulombs.zero
    /// From wake-up to the end of the tail.
    public var sessionTime = Seconds.zero
    /// For each byte from the device.
    public var byteEnergyUp = EnergyPerByte.zero
    /// For each byte to the device.
    public var byteEnergyDown = EnergyPerByte.zero
    /// For each byte from the device.
    public var byteChargeUp = ChargePerByte.zero
    /// For each byte to the device.
    public var byteChargeDown = ChargePerByte.zero
    /// Between sessions.
    public var sleep = Amperes.zero
    /// The highest current.
    public var highest = Amperes.zero
    /// From the device; 0 where nobody says.
    public var rateUp = BitRate.zero
    /// To the device; 0 where nobody says.
    public var rateDown = BitRate.zero

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("supply", \.supply, "voltage", isPositive: true),
        .init("session-energy", \.sessionEnergy, "energy of a session without bytes and tail", isOptional: true),
        .init("session-charge", \.sessionCharge, "charge of a session without bytes and tail", isOptional: true),
        .init("tail-energy", \.tailEnergy, "energy of the inactivity after it", isOptional: true),
        .init("tail-charge", \.tailCharge, "charge of the inactivity after it", isOptional: true),
        .init("session-time", \.sessionTime, "time from wake-up to the end of the tail", isPositive: true),
        .init("byte-energy-up", \.byteEnergyUp, "energy of a byte from the device", isOptional: true),
        .init("byte-energy-down", \.byteEnergyDown, "energy of a byte to the device", isOptional: true),
        .init("byte-charge-up", \.byteChargeUp, "charge of a byte from the device", isOptional: true),
        .init("byte-charge-down", \.byteChargeDown, "charge of a byte to the device", isOptional: true),
        .init("sleep", \.sleep, "current between sessions"),
        .init("peak", \.highest, "highest current"),
        .init("rate-up", \.rateUp, "rate from the device", isOptional: true),
        .init("rate-down", \.rateDown, "rate to the device", isOptional: true),
    ]

    /// A session with its bytes.
    public func transmission(of payload: ByteCount, _ direction: LinkDirection, every period: Seconds) -> Transmission {
        guard payload.count > 0 else { return .none }
        let bytes =
            direction == .up
            ? byteEnergyUp * payload + (byteChargeUp * payload) * supply
            : byteEnergyDown * payload + (byteChargeDown * payload) * supply
        let session = sessionEnergy + tailEnergy + (sessionCharge + tailCharge) * supply
        let rate = direction == .up ? rateUp : rateDown
        let isConnected = period < sessionTime
        return Transmission(
            fixed: isConnected ? (period / sessionTime) * session : session, marginal: bytes,
            setUpTime: isConnected ? .zero : sessionTime, airTime: rate > .zero ? payload / rate : .zero, packets: 1)
    }

    /// Sleep.
    public var maintenance: Watts { sleep * supply }

    /// As measured.
    public var peak: Watts? { highest * supply }
}
