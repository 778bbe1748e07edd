import Quantities

/// A connection event of a Bluetooth LE peripheral phase by phase, one packet each way, as measured on a BLE112 (CC2540) at
/// 3 V. It shows what ``BluetoothRadio``, which knows airtime and one overhead alone, leaves out.
///
/// Source: P. Kindt et al., "Precise energy modeling for the Bluetooth Low Energy protocol", ACM TECS 19(2), 2020, and the
/// parameters of its library BLEEMod.
public enum ConnectionEvent {
    /// A phase in milliseconds and milliamperes, as published.
    private typealias Phase = (milliseconds: Double, milliamperes: Double)

    /// Waking up, before, shortly before, after, and falling asleep.
    private static let constant: [Phase] = [
        (0.578, 5.924), (0.305, 7.691), (0.073, 12.238), (0.066, 11.636), (0.86, 7.98), (0.08, 4.129),
    ]
    private static let receiving = Amperes(26.505e-3)
    private static let sending = Amperes(36.445e-3)
    /// Listening before the first packet of an event, and the ramp before sending.
    private static let early = Seconds(0.388e-3)
    private static let ramp = Seconds(0.053e-3)
    private static let turn: Phase = (0.08, 14.128)
    /// What the phases count twice.
    private static let correction = Coulombs(-1.2e-6)

    /// The charge that no packet changes.
    public static let constantCharge = constant.reduce(Coulombs.zero) { $0 + charge($1) }

    /// The charge of an event.
    /// - Parameters:
    ///   - received: bytes of the packet's payload.
    ///   - sent: likewise.
    ///   - interval: since the event before, in which both sleep clocks drift.
    ///   - clockAccuracy: of both together, such as 100 ppm.
    public static func charge(
        received: Int, sent: Int, interval: Seconds, clockAccuracy: Ratio = Ratio(100e-6)
    ) -> Coulombs {
        let listening = early + clockAccuracy.value * interval + airTime(received)
        return constantCharge + receiving * listening + sending * (ramp + airTime(sent)) + charge(turn) + correction
    }

    private static func airTime(_ payload: Int) -> Seconds {
        BluetoothPHY.oneMegabit.airTime(payload: payload)
    }

    private static func charge(_ phase: Phase) -> Coulombs {
        Seconds(phase.milliseconds * 1e-3) * Amperes(phase.milliamperes * 1e-3)
    }
}
