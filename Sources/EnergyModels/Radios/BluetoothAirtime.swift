import Quantities

/// Time on air of Bluetooth LE packets. Source: Bluetooth Core Specification 5.4, volume 6, part B, 2.1 and 2.2 (formats of
/// the uncoded and coded PHYs), 4.1.1 (inter frame space).
public enum BluetoothPHY: String, CaseIterable, BitwiseCopyable, Sendable {
    /// 1 Mbit/s.
    case oneMegabit = "1m"
    /// 2 Mbit/s.
    case twoMegabits = "2m"
    /// 500 kbit/s: each bit as two symbols.
    case codedBy2 = "coded-s2"
    /// 125 kbit/s: each bit as eight symbols.
    case codedBy8 = "coded-s8"

    /// Time of a packet.
    /// - Parameter payload: of the PDU, in bytes; with 4 more where it is encrypted.
    public func airTime(payload: Int) -> Seconds {
        let microseconds =
            switch self {
            // Preamble of 1 byte (2 at 2 Mbit/s), access address 4, header 2, CRC 3.
            case .oneMegabit: 8 * (10 + payload)
            case .twoMegabits: 4 * (11 + payload)
            case .codedBy2: 376 + ((2 + payload) * 8 + 27) * 2
            case .codedBy8: 376 + ((2 + payload) * 8 + 27) * 8
            }
        return Seconds(Double(microseconds) * 1e-6)
    }

    /// Between two packets of an event.
    public static let space = Seconds(150e-6)

    /// The shortest connection interval that may be.
    public static let shortestInterval = Seconds(7.5e-3)
}
