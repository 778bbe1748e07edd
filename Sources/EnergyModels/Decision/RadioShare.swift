import Quantities

/// What a longer life says of the power before: where a battery that lasted `before` lasts `after` because the radio sends
/// less, the radio must have had at least so much of the power.
public struct RadioShare: Equatable, Sendable {
    /// Of the mean power before, 1 − before ÷ after; more where the radio still sends something.
    public let share: Double
    /// Of everything that drained the battery before.
    public let power: Watts
    /// Less after than before.
    public let saved: Watts

    /// - Parameters:
    ///   - before: how long the battery lasted.
    ///   - after: how long it lasts now.
    public init(_ battery: BatteryModel, before: Seconds, after: Seconds) {
        share = 1 - before / after
        power = battery.drain(over: before)
        saved = share * power
    }

    /// Payload a second that a radio's bytes alone would have to carry to spend what was saved.
    public func byteRate(over radio: some RadioModel) -> BitRate {
        let bytes = ByteCount(1 << 20)
        let each = radio.transmission(of: bytes, .up, every: Seconds(86_400)).marginal / bytes
        return BitRate(8 * saved.value / each.value)
    }

    /// The connection interval at which a Bluetooth radio's empty events alone spend what was saved.
    public func connectionInterval(of radio: BluetoothRadio) -> Seconds {
        (radio.emptyEvent * radio.supply) / saved
    }
}
