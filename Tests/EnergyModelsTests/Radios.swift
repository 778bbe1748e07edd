import EnergyModels
import Quantities
import Statistics

/// Radios with the numbers that the check values were computed with.
enum Radios {
    /// nRF52840 with its DC/DC converter at 3 V and 0 dBm.
    static var bluetooth: BluetoothRadio {
        var radio = BluetoothRadio()
        (radio.supply, radio.transmit, radio.receive) = (Volts(3), Amperes(6.40e-3), Amperes(6.26e-3))
        (radio.sleep, radio.eventOverhead, radio.interval) = (Amperes(1e-6), Coulombs(5e-6), Seconds(0.1))
        return radio
    }

    /// SAMR34 at 15 dBm; transmission alone.
    static func lora(_ spreading: Int, limit: Int = 222) -> LoRaRadio {
        var radio = LoRaRadio()
        (radio.spreading, radio.payloadLimit, radio.bandwidth) = (spreading, limit, Hertz(125e3))
        (radio.supply, radio.transmit, radio.receive) = (Volts(3.3), Amperes(41.54e-3), Amperes(12.68e-3))
        radio.dutyLimit = Ratio(1)
        return radio
    }

    /// A phone's LTE at 1 Mbit/s.
    static var lte: CellularRadio {
        var radio = CellularRadio()
        (radio.upSlope, radio.downSlope) = (PowerPerBitRate(438.39e-9), PowerPerBitRate(51.97e-9))
        (radio.base, radio.upRate, radio.downRate) = (Watts(1.28804), BitRate(1e6), BitRate(5e6))
        (radio.promotionTime, radio.promotionPower) = (Seconds(0.2601), Watts(1.2107))
        (radio.tailTime, radio.tailPower) = (Seconds(11.576), Watts(1.060))
        return radio
    }

    static var frames: IEEE802154Radio {
        var radio = IEEE802154Radio()
        (radio.supply, radio.transmit, radio.receive) = (Volts(3), Amperes(6.40e-3), Amperes(6.26e-3))
        radio.backoff = Seconds(128e-6)
        return radio
    }

    /// nRF9160 on a live LTE-M network, from what 40 and 120 bytes took.
    static var lteM: SessionRadio {
        var radio = SessionRadio()
        (radio.supply, radio.tailCharge, radio.sessionTime) = (Volts(3.7), Coulombs(93.82e-3), Seconds(12.32))
        radio.byteChargeUp = ChargePerByte((116.57e-3 - 115.06e-3) / 80)
        radio.sessionCharge = Coulombs(115.06e-3 - 93.82e-3) - radio.byteChargeUp * ByteCount(40)
        radio.sleep = Amperes(3.44e-6)
        return radio
    }

    static func pass(_ power: Double, rate: Double) -> PassRadio {
        var radio = PassRadio()
        (radio.transmitPower, radio.rateUp, radio.rateDown) = (Watts(power), BitRate(rate), BitRate(rate))
        radio.passTime = Seconds(86_400)
        return radio
    }

    static var messages: MessageRadio {
        var radio = MessageRadio()
        (radio.burstPower, radio.messageEnergy, radio.messageTime) = (Watts(7.5), Joules(10), Seconds(10))
        return radio
    }

    static var all: [any RadioModel] {
        [bluetooth, lora(7), lora(12, limit: 51), lte, frames, lteM, pass(4.5, rate: 9600), messages]
    }
}

extension ProfileNumber {
    static func made(
        _ name: String, _ value: Double, _ low: Double? = nil, _ high: Double? = nil, form: Form = .triangular,
        _ verification: Verification = .read
    ) -> ProfileNumber {
        ProfileNumber(
            name: name, value: value, low: low ?? value, high: high ?? value, form: form, unit: "1", text: "\(value)",
            conditions: "made up", kind: .measured, source: NumberSource(key: "test", document: "a test"),
            verification: verification)
    }
}

extension Question {
    /// A question whose radio and step have fixed costs, but for the numbers given.
    static func made<Radio: RadioModel>(
        _ exchange: Exchange, over radio: Radio, step: ProfileNumber, numbers: [ProfileNumber] = [],
        battery: Profile<BatteryModel>? = nil
    ) -> Question? {
        Question(
            exchange: exchange,
            radio: RadioProfile(Profile(name: "radio", title: "Radio", base: radio, numbers: numbers)),
            compute: .given(step, time: nil), battery: battery)
    }
}
