import EnergyModels
import Foundation
import Quantities
import Report

/// How far models are from measurements that they were not made from.
struct ModelErrors {
    private let cases: [Case]

    private struct Case {
        let name: String
        let modelled: Double
        let measured: Double
        let unit: String
        let words: String
        let source: String
    }

    /// - Throws: where the profiles lack what is replayed.
    init(catalogue: ProfileCatalogue) throws {
        cases = try Self.cellular(catalogue) + Self.wifi(catalogue) + Self.bluetooth(catalogue)
    }

    func findings() -> [Report.Finding] {
        cases.map { each in
            let error = each.modelled / each.measured - 1
            return .init(
                name: "model-error.\(each.name)", value: abs(error), unit: "1", provenance: .modelled,
                statement: "\(each.words): model "
                    + String(format: "%@, measured %@, ", figure(each.modelled, each), figure(each.measured, each))
                    + String(format: "error %+.1f %%", 100 * error),
                source: each.source)
        }
    }

    private func figure(_ value: Double, _ each: Case) -> String {
        each.unit == "C" ? "\(Coulombs(value))" : "\(Joules(value))"
    }

    /// nRF9160: what 40 bytes took on a live network, and the energy that others measured of about 200 bytes each way, give the
    /// slope between them; 120 bytes were measured, too, and are not used.
    private static func cellular(_ catalogue: ProfileCatalogue) throws -> [Case] {
        let (short, supply) = (Coulombs(115.06e-3), Volts(3.7))
        let slope = (Joules(0.547) / supply - short) / Double(400 - 40)
        let modelled = short + Double(120 - 40) * slope
        return [
            Case(
                name: "lte-m", modelled: modelled.value, measured: 116.57e-3, unit: "C",
                words: "LTE-M, 120 bytes on an nRF9160, from 40 bytes on the same network and 400 on another",
                source: "nRF9160 on a live LTE-M network; LTE-M without release assistance, about 200 bytes each way")
        ]
    }

    /// An ESP32 board at 5 V: times as measured, at the data sheet's currents; a tenth of the time is sent.
    private static func wifi(_ catalogue: ProfileCatalogue) throws -> [Case] {
        let (receive, transmit) = (Amperes(97.5e-3), Amperes(190e-3))
        let sending = 0.1
        let power = Volts(5) * (sending * transmit + (1 - sending) * receive)
        return [("static", "association with a static address", 0.734, 0.501), ("dhcp", "DHCP and HTTP", 2.93, 1.710)]
            .map {
                name, words, seconds, joules in
                Case(
                    name: "esp32-\(name)", modelled: (power * Seconds(seconds)).value, measured: joules, unit: "J",
                    words:
                        "ESP32 board at 5 V, \(words): the measured time at the data sheet's currents, 10 % of it sent",
                    source: "ESP32 Series Datasheet; measurements of an ESP32 board")
            }
    }

    /// Connection events of a BLE112 as its parameters give them, phase by phase, against the radio's model of airtime, spaces
    /// and one overhead.
    private static func bluetooth(_ catalogue: ProfileCatalogue) throws -> [Case] {
        guard var radio = try catalogue.radio("ble-1m-ble112").nominal as? BluetoothRadio else { return [] }
        return [0.1, 1.0].map { interval in
            radio.interval = Seconds(interval)
            let event = ConnectionEvent.charge(received: 0, sent: 0, interval: radio.interval)
            return Case(
                name: "ble112-\(Int(1000 * interval))ms", modelled: radio.emptyEvent.value, measured: event.value,
                unit: "C",
                words:
                    "BLE112, an empty connection event every \(radio.interval), airtime and one overhead against all phases",
                source: "P. Kindt et al., BLEEMod")
        }
    }
}
