import Quantities

/// A modem of short messages over satellites, such as Iridium's short burst data: whole messages, each a burst.
public struct MessageRadio: RadioModel {
    /// Bytes of a message from the device at most.
    public var upLimit = 340
    /// Bytes of a message to the device at most.
    public var downLimit = 270
    /// At which the highest current is drawn.
    public var supply = Volts.zero
    /// While a message is sent.
    public var burstPower = Watts.zero
    /// Of a message, its acknowledgement included.
    public var messageTime = Seconds.zero
    /// Of a session: waking up, finding a satellite, registering.
    public var sessionEnergy = Joules.zero
    /// Between sessions.
    public var idle = Watts.zero
    /// The highest current.
    public var highest = Amperes.zero

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("supply", \.supply, "voltage"),
        .init("burst-power", \.burstPower, "power while a message is sent"),
        .init("message-time", \.messageTime, "time of a message with its acknowledgement"),
        .init("session-energy", \.sessionEnergy, "energy of a session beside its messages", isOptional: true),
        .init("idle", \.idle, "power between sessions", isOptional: true),
        .init("peak", \.highest, "highest current"),
    ]

    /// The largest messages, in bytes.
    public static let choices: [ModelChoice<Self>] = [
        .init("up-limit", \.upLimit, in: 1...100_000), .init("down-limit", \.downLimit, in: 1...100_000),
    ]

    /// Messages, each a burst.
    public func transmission(of payload: ByteCount, _ direction: LinkDirection, every period: Seconds) -> Transmission {
        guard payload.count > 0 else { return .none }
        let messages = Packets(payload, of: direction == .up ? upLimit : downLimit).count
        let time = Double(messages) * messageTime
        return Transmission(fixed: sessionEnergy, marginal: burstPower * time, airTime: time, packets: messages)
    }

    /// Between sessions.
    public var maintenance: Watts { idle }

    /// As measured.
    public var peak: (current: Amperes, supply: Volts)? { (highest, supply) }
}
