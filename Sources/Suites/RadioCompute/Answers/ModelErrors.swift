import EnergyModels
import Foundation
import Quantities
import Report

/// How far the shipped radios are from measurements, and from a model that knows more.
struct ModelErrors {
    private let cases: [Case]

    private struct Case {
        let name: String
        /// What is sent, over which radio.
        let words: String
        let modelled: Double
        let other: Double
        let unit: String
        /// Who says the other value: `measured`.
        let witness: String
        let source: String
    }

    /// - Throws: where the profiles lack what is replayed.
    init(catalogue: ProfileCatalogue) throws {
        cases = try Self.sessions(catalogue) + Self.bluetooth(catalogue)
    }

    func findings() -> [Report.Finding] {
        cases.map { each in
            let error = each.modelled / each.other - 1
            func figure(_ value: Double) -> String { SIText.of(value...value, unit: each.unit) }
            return .init(
                name: "model-error.\(each.name)", value: abs(error), unit: "1", provenance: .modelled,
                statement:
                    "\(each.words): model \(figure(each.modelled)), \(each.witness) \(figure(each.other)), error "
                    + String(format: "%+.1f %%", 100 * error),
                source: each.source)
        }
    }

    /// Sessions as they were measured; all but one made no profile.
    private static func sessions(_ catalogue: ProfileCatalogue) throws -> [Case] {
        let measured: [(radio: String, up: Int, down: Int, joules: Double, name: String, words: String)] = [
            ("lte-m", 200, 200, 0.547, "lte-m", "LTE-M without release assistance, about 200 bytes each way"),
            ("lte-m", 120, 0, 3.7 * 116.57e-3, "nrf9160", "nRF9160 on LTE-M, 120 bytes, of which the profile was made"),
            ("nb-iot-typical", 200, 200, 0.274, "nb-iot", "NB-IoT with release assistance, about 200 bytes each way"),
            // 501 mJ of a connection without MQTT made the profile.
            ("esp32-cold-static", 40, 0, 0.543, "esp32", "ESP32 board, cold, static address, a message by MQTT"),
        ]
        return try measured.map { radio, up, down, joules, name, words in
            let profile = try catalogue.radio(radio)
            let day = Seconds(86_400)
            let sent = profile.nominal.transmission(of: ByteCount(up), .up, every: day)
            let received = profile.nominal.transmission(of: ByteCount(down), .down, every: day)
            return Case(
                name: name, words: words, modelled: sent.together(with: received).energy.value, other: joules,
                unit: "J", witness: "measured", source: Citation(profile.numbers).text)
        }
    }

    /// Connection events of a BLE112: the radio's model of airtime, spaces and one overhead against all phases, whose
    /// parameters were measured.
    private static func bluetooth(_ catalogue: ProfileCatalogue) throws -> [Case] {
        guard var radio = try catalogue.radio("ble-1m-ble112").nominal as? BluetoothRadio else { return [] }
        return [0.1, 1.0].map { interval in
            radio.interval = Seconds(interval)
            let event = ConnectionEvent.charge(received: 0, sent: 0, interval: radio.interval)
            return Case(
                name: "ble112-\(Int(1000 * interval))ms",
                words: "BLE112, an empty connection event every \(radio.interval)",
                modelled: radio.emptyEvent.value, other: event.value, unit: "C", witness: "BLEEMod's phases",
                source: "P. Kindt et al., BLEEMod")
        }
    }
}
