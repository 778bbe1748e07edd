import Quantities

/// A Bluetooth LE peripheral in a connection. Data goes out in packets of an attribute's value, each acknowledged by an
/// empty packet; connection events come at their interval whether there is data or not, which is its maintenance.
///
/// Airtime is that of ``BluetoothPHY``; the radio listens in the spaces between packets.
public struct BluetoothRadio: RadioModel {
    /// The modulation.
    public var phy = BluetoothPHY.oneMegabit
    /// Bytes of an attribute's value in a packet.
    public var attribute = 244
    /// At which currents are drawn.
    public var supply = Volts.zero
    /// While sending.
    public var transmit = Amperes.zero
    /// While listening.
    public var receive = Amperes.zero
    /// Between events, with the clock that wakes it.
    public var sleep = Amperes.zero
    /// Of an event, beside its packets and their spaces: waking up, ramps, processing.
    public var eventOverhead = Coulombs.zero
    /// From one connection event to the next.
    public var interval = Seconds.zero
    /// Connection events that the peripheral sleeps through after each one.
    public var skipped = Ratio.zero
    /// Of both sleep clocks together: how much earlier it must listen for the time that it slept.
    public var clockAccuracy = Ratio.zero
    /// Advertising until there is a connection.
    public var connection = Coulombs.zero

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("supply", \.supply, "voltage", isPositive: true),
        .init("transmit", \.transmit, "current while sending"),
        .init("receive", \.receive, "current while listening"),
        .init("sleep", \.sleep, "current between events"),
        .init("event-overhead", \.eventOverhead, "charge of a connection event beside its packets"),
        .init("interval", \.interval, "time from one connection event to the next", isPositive: true),
        .init("skipped", \.skipped, "connection events slept through after each one", isOptional: true),
        .init("clock-accuracy", \.clockAccuracy, "accuracy of both sleep clocks together", isOptional: true),
        .init("connection", \.connection, "charge of advertising until there is a connection", isOptional: true),
    ]

    /// The modulation, and bytes of an attribute's value (at most 244 fit into the longest PDU).
    public static let choices: [ModelChoice<Self>] = [
        .init("phy", \.phy), .init("attribute", \.attribute, in: 20...244),
    ]

    /// Headers of L2CAP (4 bytes) and of an attribute's notification (3).
    private static let headers = 7

    /// Packets of the attribute's value, each acknowledged.
    public func transmission(of payload: ByteCount, _ direction: LinkDirection, every period: Seconds) -> Transmission {
        Packets(payload, of: attribute).transmission(at: supply) { exchange(of: $0, direction) }
    }

    /// A packet with its acknowledgement and two spaces.
    private func exchange(of value: Int, _ direction: LinkDirection) -> PacketExchange {
        let data = phy.airTime(payload: value + Self.headers)
        let acknowledgement = phy.airTime(payload: 0)
        let spaces = 2 * BluetoothPHY.space
        let (sending, listening) =
            direction == .up ? (data, acknowledgement + spaces) : (acknowledgement, data + spaces)
        return PacketExchange(
            charge: transmit * sending + receive * listening, time: data + acknowledgement + spaces)
    }

    /// The charge of a connection event in which both sides have nothing to say.
    public var emptyEvent: Coulombs {
        let packet = phy.airTime(payload: 0)
        let slept = (1 + skipped.value) * interval
        let early = clockAccuracy.value * slept
        return eventOverhead + receive * (packet + BluetoothPHY.space + early) + transmit * packet
    }

    /// Events at their interval, and sleep between them.
    public var maintenance: Watts {
        guard interval > .zero else { return sleep * supply }
        return (emptyEvent / ((1 + skipped.value) * interval) + sleep) * supply
    }

    /// Sending or listening, whichever is more.
    public var peak: Watts? { max(transmit, receive) * supply }

    /// Advertising until there is a connection.
    public var connecting: Joules { connection * supply }
}
