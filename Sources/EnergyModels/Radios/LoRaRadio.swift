import Quantities
import RealModule

/// A LoRaWAN device of class A: packets of a spreading factor's largest payload, each followed by windows in which it
/// listens.
///
/// Airtime: Semtech AN1200.13, "LoRa modem designer's guide", 2013. LoRaWAN adds 13 bytes to a payload, its integrity code
/// included (LoRaWAN 1.0.4, 4); the largest payloads are a region's (RP002-1.0.4).
public struct LoRaRadio: RadioModel {
    /// Bits a symbol carries, 7 to 12.
    public var spreading = 7
    /// Redundant bits for 4 of payload, 1 to 4.
    public var coding = 1
    /// Bytes of an application's payload at most, a rule of the region.
    public var payloadLimit = 222
    /// At which currents are drawn.
    public var supply = Volts.zero
    /// While sending.
    public var transmit = Amperes.zero
    /// While listening.
    public var receive = Amperes.zero
    /// Between packets.
    public var sleep = Amperes.zero
    /// Of the channel.
    public var bandwidth = Hertz.zero
    /// Listening after each packet, in all its windows.
    public var receiveWindows = Seconds.zero
    /// Share of time in which it may send.
    public var dutyLimit = Ratio(1)

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("supply", \.supply, "voltage", isPositive: true),
        .init("transmit", \.transmit, "current while sending"),
        .init("receive", \.receive, "current while listening"),
        .init("sleep", \.sleep, "current between packets"),
        .init("bandwidth", \.bandwidth, "of the channel", isPositive: true),
        .init("receive-windows", \.receiveWindows, "time of listening after each packet", isOptional: true),
        .init("duty-limit", \.dutyLimit, "share of time in which it may send", most: 1, isOptional: true),
    ]

    /// Spreading factor, coding rate 4/(4 + n), and the largest payload in bytes.
    public static let choices: [ModelChoice<Self>] = [
        .init("spreading", \.spreading, in: 7...12), .init("coding", \.coding, in: 1...4),
        .init("payload-limit", \.payloadLimit, in: 1...242),
    ]

    /// What LoRaWAN adds to an application's payload, in bytes.
    public static let overhead = 13
    private static let preamble = 8.0

    /// Time on air of a packet with an explicit header and a check sum.
    /// - Parameter bytes: of the physical payload.
    public func airTime(physical bytes: Int) -> Seconds {
        let symbol = Double(1 << spreading) / bandwidth.value
        // Slow symbols are sent with the low data rate optimisation.
        let optimised = symbol > 16e-3 ? 1 : 0
        let (header, check) = (0, 1)
        let bits = Double(8 * bytes - 4 * spreading + 28 + 16 * check - 20 * header)
        let blocks = (bits / Double(4 * (spreading - 2 * optimised))).rounded(.up)
        let symbols = 8 + max(blocks * Double(coding + 4), 0)
        return Seconds((Self.preamble + 4.25 + symbols) * symbol)
    }

    /// Packets with LoRaWAN's overhead. A gateway's answers come with the device's own packets: receiving costs as many of
    /// these, empty, as there are packets to receive.
    public func transmission(of payload: ByteCount, _ direction: LinkDirection, every period: Seconds) -> Transmission {
        Packets(payload, of: payloadLimit).transmission(at: supply) { exchange(of: $0, direction) }
    }

    private func exchange(of payload: Int, _ direction: LinkDirection) -> PacketExchange {
        let data = airTime(physical: payload + Self.overhead)
        switch direction {
        case .up:
            return PacketExchange(charge: transmit * data + receive * receiveWindows, time: data)
        case .down:
            let asking = airTime(physical: Self.overhead)
            return PacketExchange(charge: transmit * asking + receive * (data + receiveWindows), time: asking)
        }
    }

    /// Sleep.
    public var maintenance: Watts { sleep * supply }

    /// While sending.
    public var peak: Watts? { transmit * supply }

    /// The region's.
    public var airTimeLimit: AirTimeLimit? {
        dutyLimit.value < 1 ? AirTimeLimit(share: dutyLimit.value, reason: "duty cycle") : nil
    }
}
