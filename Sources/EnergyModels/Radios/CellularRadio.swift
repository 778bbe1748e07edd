import Quantities

/// A phone's radio whose power grows with the rate: P = α · rate + β while data flows, with a promotion before and a tail
/// after it in which it waits for more. A transmission within the tail of the one before needs no promotion and cuts
/// that tail short.
///
/// Source: J. Huang et al., "A close examination of performance and power characteristics of 4G LTE networks", MobiSys 2012.
public struct CellularRadio: RadioModel {
    /// α from the device.
    public var upSlope = PowerPerBitRate.zero
    /// α to the device.
    public var downSlope = PowerPerBitRate.zero
    /// β.
    public var base = Watts.zero
    /// From the device.
    public var upRate = BitRate.zero
    /// To the device.
    public var downRate = BitRate.zero
    /// From idle to connected.
    public var promotionTime = Seconds.zero
    /// During it.
    public var promotionPower = Watts.zero
    /// Of waiting for more.
    public var tailTime = Seconds.zero
    /// During it.
    public var tailPower = Watts.zero
    /// Of waiting in a lower state.
    public var secondTailTime = Seconds.zero
    /// During it.
    public var secondTailPower = Watts.zero
    /// Listening for calls.
    public var idle = Watts.zero

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("up-slope", \.upSlope, "power for the rate from the device"),
        .init("down-slope", \.downSlope, "power for the rate to the device"),
        .init("base", \.base, "power while data flows, without the rate's"),
        .init("up-rate", \.upRate, "rate from the device", isPositive: true),
        .init("down-rate", \.downRate, "rate to the device", isPositive: true),
        .init("promotion-time", \.promotionTime, "time from idle to connected"),
        .init("promotion-power", \.promotionPower, "power during promotion"),
        .init("tail-time", \.tailTime, "time of waiting for more"),
        .init("tail-power", \.tailPower, "power of waiting for more"),
        .init("second-tail-time", \.secondTailTime, "time of waiting in a lower state", isOptional: true),
        .init("second-tail-power", \.secondTailPower, "power of waiting in a lower state", isOptional: true),
        .init("idle", \.idle, "power of listening for calls", isOptional: true),
    ]

    /// Promotion, data, and what of the tails the next transmission leaves.
    public func transmission(of payload: ByteCount, _ direction: LinkDirection, every period: Seconds) -> Transmission {
        guard payload.count > 0 else { return .none }
        let (rate, slope) = direction == .up ? (upRate, upSlope) : (downRate, downSlope)
        let time = payload / rate
        let pause = max(.zero, period - time)
        let tail = min(pause, tailTime)
        let second = min(pause - tail, secondTailTime)
        let isIdleBetween = pause > tailTime + secondTailTime
        let promotion = isIdleBetween ? promotionPower * promotionTime : .zero
        return Transmission(
            fixed: promotion + tailPower * tail + secondTailPower * second, marginal: (slope * rate + base) * time,
            airTime: time, packets: 1)
    }

    /// Listening for calls.
    public var maintenance: Watts { idle }

    /// Sending, being promoted or waiting, whichever is more.
    public var peak: Watts? { max(upSlope * upRate + base, promotionPower, tailPower) }
}
