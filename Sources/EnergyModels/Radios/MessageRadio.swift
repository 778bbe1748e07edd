import Quantities

/// A modem of short messages over satellites, such as Iridium's short burst data: whole messages.
public struct MessageRadio: RadioModel {
    /// Bytes of a message from the device at most.
    public var upLimit = 340
    /// Bytes of a message to the device at most.
    public var downLimit = 270
    /// While a burst is sent, of which a message has several.
    public var burstPower = Watts.zero
    /// Of a message, its acknowledgement included.
    public var messageEnergy = Joules.zero
    /// Of a message, its acknowledgement included.
    public var messageTime = Seconds.zero
    /// Of a session: waking up, finding a satellite, registering.
    public var sessionEnergy = Joules.zero
    /// Between sessions.
    public var idle = Watts.zero

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("burst-power", \.burstPower, "power while a burst is sent"),
        .init("message-energy", \.messageEnergy, "energy of a message with its acknowledgement"),
        .init("message-time", \.messageTime, "time of a message with its acknowledgement"),
        .init("session-energy", \.sessionEnergy, "energy of a session beside its messages", isOptional: true),
        .init("idle", \.idle, "power between sessions", isOptional: true),
    ]

    /// The largest messages, in bytes.
    public static let choices: [ModelChoice<Self>] = [
        .init("up-limit", \.upLimit, in: 1...100_000), .init("down-limit", \.downLimit, in: 1...100_000),
    ]

    /// Whole messages.
    public func transmission(of payload: ByteCount, _ direction: LinkDirection, every period: Seconds) -> Transmission {
        guard payload.count > 0 else { return .none }
        let messages = Packets(payload, of: direction == .up ? upLimit : downLimit).count
        return Transmission(
            fixed: sessionEnergy, marginal: Double(messages) * messageEnergy, airTime: Double(messages) * messageTime,
            packets: messages)
    }

    /// Between sessions.
    public var maintenance: Watts { idle }

    /// While a burst is sent.
    public var peak: Watts? { burstPower }
}
