import EnergyModels
import Quantities
import Testing

/// Holds the radios against values that were computed from the same sources by hand.
@Suite("Radios against published figures")
struct RadioCheckTests {
    private let day = Seconds(86_400)

    @Test("Bluetooth LE packets take as long as the specification says")
    func bluetoothAirtime() {
        #expect(microseconds(.oneMegabit, 27) == 296 && microseconds(.twoMegabits, 27) == 152)
        #expect(microseconds(.oneMegabit, 251) == 2088 && microseconds(.twoMegabits, 251) == 1048)
        #expect(microseconds(.oneMegabit, 0) == 80 && microseconds(.twoMegabits, 0) == 44)
        // 376 + ((2 + 27) · 8 + 27) · S
        #expect(microseconds(.codedBy2, 27) == 894 && microseconds(.codedBy8, 27) == 2448)
    }

    private func microseconds(_ phy: BluetoothPHY, _ payload: Int) -> Int {
        Int((phy.airTime(payload: payload).value * 1e6).rounded())
    }

    @Test("1 KiB over a connection takes 5 packets, 68.675 µC and 0.2060 mJ at 1 Mbit/s, 0.1179 mJ at 2")
    func bluetooth() {
        var radio = Radios.bluetooth
        let slow = radio.transmission(of: .kibibyte, .up, every: day)
        #expect(slow.packets == 5)
        // TX 8,872 µs, RX 400 µs, spaces 1,500 µs.
        #expect(abs(slow.airTime.value - 10_772e-6) < 1e-12)
        #expect(abs((slow.energy / Volts(3)).value - 68.675e-6) < 5e-10)
        #expect(abs(slow.energy.value - 0.2060e-3) < 5e-8)
        radio.phy = .twoMegabits
        #expect(abs(radio.transmission(of: .kibibyte, .up, every: day).energy.value - 0.1179e-3) < 5e-8)
    }

    @Test(
        "LoRa packets take as long as AN1200.13 says",
        arguments: [(13, 9, 164.864), (14, 7, 46.336), (25, 7, 61.696), (14, 11, 659.456), (25, 11, 823.296)])
    func loraAirtime(bytes: Int, spreading: Int, milliseconds: Double) {
        #expect(abs(Radios.lora(spreading).airTime(physical: bytes).value - milliseconds * 1e-3) < 1e-12)
    }

    @Test("1 KiB over LoRaWAN takes 5 packets and 236.0 mJ at SF7, 2 KiB 10 and 471.3 mJ; 7.8 J at SF12")
    func lora() {
        let radio = Radios.lora(7)
        let one = radio.transmission(of: .kibibyte, .up, every: day)
        #expect(one.packets == 5 && abs(one.airTime.value - 1.7216) < 1e-9)
        #expect(abs(one.energy.value - 0.2360) < 5e-5)
        let two = radio.transmission(of: ByteCount(2048), .up, every: day)
        #expect(two.packets == 10 && abs(two.energy.value - 0.4713) < 5e-5)
        let slow = Radios.lora(12, limit: 51).transmission(of: .kibibyte, .up, every: day)
        #expect(slow.packets == 21 && abs(slow.energy.value - 7.8) < 0.05)
    }

    @Test("A phone's LTE takes 12,599.61 mJ for 1,024 bytes, of which 14.143 are data")
    func lte() {
        let sent = Radios.lte.transmission(of: .kibibyte, .up, every: day)
        #expect(abs(sent.airTime.value - 8.192e-3) < 1e-15)
        #expect(abs(sent.marginal.value - 14.143e-3) < 5e-7)
        #expect(abs(sent.fixed.value - (314.90e-3 + 12.27056)) < 5e-6)
        #expect(abs(sent.energy.value - 12.59961) < 5e-6)
    }

    @Test("A transmission within the tail of the last one needs no promotion and cuts that tail short")
    func sharedTail() {
        let radio = Radios.lte
        let sent = radio.transmission(of: .kibibyte, .up, every: Seconds(5.008192))
        #expect(abs(sent.fixed.value - 5 * 1.060) < 1e-12)
        #expect(radio.transmission(of: .kibibyte, .up, every: Seconds(11.58)).fixed < Joules(12.28))
        #expect(radio.transmission(of: .kibibyte, .up, every: Seconds(12)).fixed > Joules(12.58))
    }

    @Test("A phone's Wi-Fi takes 2.5 mJ for 1,024 bytes at 5 Mbit/s")
    func wifi() {
        var radio = CellularRadio()
        (radio.upSlope, radio.base, radio.upRate) = (PowerPerBitRate(283.17e-9), Watts(0.13286), BitRate(5e6))
        #expect(abs(radio.transmission(of: .kibibyte, .up, every: day).energy.value - 2.537e-3) < 5e-7)
    }

    @Test("802.15.4 takes 0.93 mJ for 1,024 bytes; an acknowledgement 352 µs")
    func frames() {
        #expect(abs(IEEE802154Radio.acknowledgement.value - 352e-6) < 1e-12)
        #expect(abs(IEEE802154Radio.airTime(frame: 127).value - 4256e-6) < 1e-12)
        let sent = Radios.frames.transmission(of: .kibibyte, .up, every: day)
        #expect(sent.packets == 10 && abs(sent.energy.value - 0.93e-3) < 5e-6)
    }

    @Test("nRF9160 on LTE-M: 115.06 mC for 40 bytes and 116.57 mC for 120, most of it the tail")
    func lteM() {
        let radio = Radios.lteM
        for (bytes, charge) in [(40, 115.06e-3), (120, 116.57e-3)] {
            let sent = radio.transmission(of: ByteCount(bytes), .up, every: day)
            #expect(abs((sent.energy / Volts(3.7)).value - charge) < 1e-12)
        }
        let sent = radio.transmission(of: ByteCount(40), .up, every: day)
        #expect(abs(sent.energy.value - 0.43) < 0.005)
        #expect(sent.fixed > Volts(3.7) * Coulombs(93.82e-3))
        // Sessions that follow one another stay connected, at their mean power: there is no step where they meet.
        let busy = radio.transmission(of: ByteCount(40), .up, every: Seconds(6.16))
        #expect(abs(busy.fixed / sent.fixed - 0.5) < 1e-12)
        let meeting = radio.transmission(of: ByteCount(40), .up, every: Seconds(12.3199999))
        #expect(abs(meeting.fixed / sent.fixed - 1) < 1e-6)
    }

    @Test("Satellites: 3.84 J for 1,024 bytes at 9.6 kbit/s, 24.8 mJ at 4.3 Mbit/s")
    func satellites() {
        let slow = Radios.pass(4.5, rate: 9600).transmission(of: .kibibyte, .up, every: day)
        #expect(abs(slow.energy.value - 3.84) < 1e-12)
        let fast = Radios.pass(13, rate: 4.3e6).transmission(of: .kibibyte, .up, every: day)
        #expect(abs(fast.energy.value - 24.8e-3) < 5e-5)
    }

    @Test("Messages come whole")
    func messages() {
        for (bytes, count) in [(1, 1), (340, 1), (341, 2), (1024, 4)] {
            let sent = Radios.messages.transmission(of: ByteCount(bytes), .up, every: day)
            #expect(sent.packets == count && abs(sent.energy.value - 10 * Double(count)) < 1e-9)
        }
        #expect(Radios.messages.transmission(of: ByteCount(271), .down, every: day).packets == 2)
    }
}
