import Quantities

/// A satellite's transmitter towards a ground station that it sees for a part of the day: power by the time that its bits
/// take.
public struct PassRadio: RadioModel {
    private static let day = 86_400.0

    /// While sending.
    public var transmitPower = Watts.zero
    /// While receiving.
    public var receivePower = Watts.zero
    /// From the satellite.
    public var rateUp = BitRate.zero
    /// To the satellite.
    public var rateDown = BitRate.zero
    /// Share of the bits that are not payload.
    public var overhead = Ratio.zero
    /// At the beginning of a transmission, until the other side is found.
    public var acquisition = Seconds.zero
    /// Of a day in which the ground station is seen.
    public var passTime = Seconds(day)
    /// Between transmissions.
    public var idle = Watts.zero

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("transmit-power", \.transmitPower, "power while sending"),
        .init("receive-power", \.receivePower, "power while receiving"),
        .init("rate-up", \.rateUp, "bit rate from the satellite", isPositive: true),
        .init("rate-down", \.rateDown, "bit rate to the satellite", isPositive: true),
        .init("overhead", \.overhead, "share of bits that are not payload", most: 0.99, isOptional: true),
        .init("acquisition", \.acquisition, "time until the other side is found", isOptional: true),
        .init(
            "pass-time", \.passTime, "time a day in which the station is seen", isPositive: true, most: day,
            isOptional: true),
        .init("idle", \.idle, "power between transmissions", isOptional: true),
    ]

    /// The bits' time, and finding the other side.
    public func transmission(of payload: ByteCount, _ direction: LinkDirection, every period: Seconds) -> Transmission {
        guard payload.count > 0 else { return .none }
        let (rate, power) = direction == .up ? (rateUp, transmitPower) : (rateDown, receivePower)
        let time = (payload / rate) / (1 - overhead.value)
        return Transmission(
            fixed: transmitPower * acquisition, marginal: power * time, setUpTime: acquisition, airTime: time,
            packets: 1)
    }

    /// Between transmissions.
    public var maintenance: Watts { idle }

    /// While sending or receiving, whichever is more.
    public var peak: Watts? { max(transmitPower, receivePower) }

    /// Passes of the ground station.
    public var airTimeLimit: AirTimeLimit? {
        passTime.value < Self.day
            ? AirTimeLimit(share: passTime.value / Self.day, reason: "passes of the ground station") : nil
    }
}
