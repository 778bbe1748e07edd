import Quantities

/// What a radio spends: E = wake-up + Σ power · time (airtime, spaces, acknowledgements) + tail + maintenance · time,
/// told apart into what a transmission costs whatever it carries, what its bytes cost, and what passing time costs.
public protocol RadioModel: NumberModel {
    /// What moving a payload over the link costs.
    /// - Parameters:
    ///   - payload: nothing is spent where it is empty.
    ///   - direction: from the device or to it.
    ///   - period: from one transmission to the next; a tail that reaches into the next one is paid once.
    func transmission(of payload: ByteCount, _ direction: LinkDirection, every period: Seconds) -> Transmission

    /// What the radio draws merely to stay reachable, without any transmission.
    var maintenance: Watts { get }
    /// What it takes to become reachable again after the radio was off.
    var connecting: Joules { get }
    /// The highest power that it draws; nil where nobody says.
    var peak: Watts? { get }
    /// The share of time in which it may transmit, by rule or by sight; nil where it always may.
    var airTimeLimit: AirTimeLimit? { get }
}

extension RadioModel {
    /// Where there is no connection to make, nothing.
    public var connecting: Joules { .zero }
    /// Most may always transmit.
    public var airTimeLimit: AirTimeLimit? { nil }
}

/// From the device or to it.
public enum LinkDirection: String, CaseIterable, Sendable {
    /// From the device.
    case up
    /// To the device.
    case down
}

/// What one transmission costs.
public struct Transmission: Equatable, Sendable {
    /// Whatever it carries: wake-up, connection, promotion, tail.
    public var fixed: Joules
    /// For what it carries: its packets with their headers, spaces and acknowledgements.
    public var marginal: Joules
    /// For how long the link is occupied, whatever is carried.
    public var setUpTime: Seconds
    /// For how long the link is occupied by what is carried.
    public var airTime: Seconds
    /// Packets or messages; 1 where the model knows none.
    public var packets: Int

    /// Memberwise.
    public init(
        fixed: Joules, marginal: Joules, setUpTime: Seconds = .zero, airTime: Seconds, packets: Int
    ) {
        self.fixed = fixed
        self.marginal = marginal
        self.setUpTime = setUpTime
        self.airTime = airTime
        self.packets = packets
    }

    /// Nothing is transmitted.
    public static let none = Transmission(fixed: .zero, marginal: .zero, airTime: .zero, packets: 0)

    /// Both parts.
    public var energy: Joules { fixed + marginal }

    /// This and another one in the same connection, which is made and ended once.
    public func together(with other: Transmission) -> Transmission {
        Transmission(
            fixed: max(fixed, other.fixed), marginal: marginal + other.marginal,
            setUpTime: max(setUpTime, other.setUpTime), airTime: airTime + other.airTime,
            packets: packets + other.packets)
    }
}

/// How much of the time a radio may transmit.
public struct AirTimeLimit: Equatable, Sendable {
    /// Of all time.
    public var share: Double
    /// Why: `duty cycle`, `passes of the ground station`.
    public var reason: String

    /// Memberwise.
    public init(share: Double, reason: String) {
        self.share = share
        self.reason = reason
    }
}
