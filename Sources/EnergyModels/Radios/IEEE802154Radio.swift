import Quantities

/// An end device of an IEEE 802.15.4 network at 250 kbit/s (O-QPSK, 2.4 GHz): frames of at most 127 bytes, each after
/// listening for a free channel and acknowledged.
///
/// Source: IEEE 802.15.4-2020, 12.3 (62.5 k symbols a second: 32 µs a byte; 6 bytes of preamble, delimiter and length), 10.1.3
/// (turnaround of 12 symbols).
public struct IEEE802154Radio: RadioModel {
    /// Bytes of each frame that are not payload: headers and check sum.
    public var header = 23
    /// At which currents are drawn.
    public var supply = Volts.zero
    /// While sending.
    public var transmit = Amperes.zero
    /// While listening.
    public var receive = Amperes.zero
    /// Between transmissions.
    public var sleep = Amperes.zero
    /// Of a transmission, whatever it carries.
    public var wake = Coulombs.zero
    /// Listening for a free channel before each frame.
    public var backoff = Seconds.zero
    /// From one question for data to the parent to the next; 0 where it asks for none.
    public var pollInterval = Seconds.zero

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("supply", \.supply, "voltage", isPositive: true),
        .init("transmit", \.transmit, "current while sending"),
        .init("receive", \.receive, "current while listening"),
        .init("sleep", \.sleep, "current between transmissions"),
        .init("backoff", \.backoff, "time of listening before each frame"),
        .init("poll-interval", \.pollInterval, "time from one poll of the parent to the next", isOptional: true),
        .init("wake", \.wake, "charge of a transmission beside its frames", isOptional: true),
    ]

    /// Bytes of headers and check sum.
    public static let choices: [ModelChoice<Self>] = [.init("header", \.header, in: 9...100)]

    /// Bytes of a frame at most.
    private static let longestFrame = 127
    /// Bytes of the shortest: a data request.
    private static let request = 12

    /// Time on air of a frame.
    /// - Parameter bytes: with its headers and check sum.
    public static func airTime(frame bytes: Int) -> Seconds { Seconds(Double(6 + bytes) * 32e-6) }
    /// Of an acknowledgement of 5 bytes.
    public static let acknowledgement = airTime(frame: 5)
    /// Between sending and listening.
    public static let turnaround = Seconds(192e-6)

    /// Frames, each acknowledged.
    public func transmission(of payload: ByteCount, _ direction: LinkDirection, every period: Seconds) -> Transmission {
        Packets(payload, of: Self.longestFrame - header).transmission(fixed: wake * supply, at: supply) {
            exchange(of: $0 + header, direction)
        }
    }

    private func exchange(of frame: Int, _ direction: LinkDirection) -> PacketExchange {
        let (data, answer) = (Self.airTime(frame: frame), Self.acknowledgement)
        let spaces = Self.turnaround + backoff
        let (sending, listening) = direction == .up ? (data, answer + spaces) : (answer, data + spaces)
        return PacketExchange(charge: transmit * sending + receive * listening, time: data + answer + spaces)
    }

    /// Sleep, and polls of the parent.
    public var maintenance: Watts {
        guard pollInterval > .zero else { return sleep * supply }
        let poll = exchange(of: Self.request, .up).charge
        return (poll / pollInterval + sleep) * supply
    }

    /// Sending or listening, whichever is more.
    public var peak: Watts? { max(transmit, receive) * supply }
}
