import EnergyModels
import Quantities
import Statistics
import TestSupport
import Testing

/// What holds of every radio, whatever its numbers.
@Suite("Laws of radios")
struct RadioLawTests {
    @Test("Nothing sent costs nothing, and more never costs less")
    func monotone() {
        var generator = SeededGenerator(for: #function)
        for radio in Radios.all {
            for _ in 0..<300 {
                let period = Seconds(1 + 100_000 * generator.uniform())
                let direction = generator.integer(below: 2) == 0 ? LinkDirection.up : .down
                let less = ByteCount(generator.integer(below: 20_000))
                let more = less + ByteCount(1 + generator.integer(below: 20_000))
                let (small, large) = (
                    radio.transmission(of: less, direction, every: period),
                    radio.transmission(of: more, direction, every: period)
                )
                #expect(
                    small.marginal <= large.marginal && small.airTime <= large.airTime
                        && small.packets <= large.packets,
                    "\(type(of: radio)): \(less) and \(more) \(direction.rawValue)")
                #expect(radio.transmission(of: .zero, direction, every: period).energy == .zero)
            }
        }
    }

    @Test("Bytes add up where no packets are cut, and never cost more together than apart where they are")
    func additive() {
        var generator = SeededGenerator(for: #function)
        let day = Seconds(86_400)
        for radio in Radios.all {
            for _ in 0..<300 {
                let (a, b) = (
                    ByteCount(1 + generator.integer(below: 5000)), ByteCount(1 + generator.integer(below: 5000))
                )
                func marginal(_ bytes: ByteCount) -> Double {
                    radio.transmission(of: bytes, .up, every: day).marginal.value
                }
                let (together, apart) = (marginal(a + b), marginal(a) + marginal(b))
                let isCutIntoPackets =
                    radio is BluetoothRadio || radio is LoRaRadio || radio is IEEE802154Radio || radio is MessageRadio
                if isCutIntoPackets {
                    #expect(
                        together <= apart * (1 + 1e-12) + symbolBlock(of: radio), "\(type(of: radio)): \(a), \(b)")
                } else {
                    #expect(abs(together - apart) <= 1e-9 * apart, "\(type(of: radio)): \(a), \(b)")
                }
            }
        }
    }

    /// LoRa's bits fill whole blocks of five symbols, so that the last packet may end just beyond one.
    private func symbolBlock(of radio: any RadioModel) -> Double {
        guard let radio = radio as? LoRaRadio else { return 0 }
        let symbol = Seconds(Double(1 << radio.spreading) / radio.bandwidth.value)
        return (radio.transmit * radio.supply * (5 * symbol)).value * (1 + 1e-9)
    }

    @Test("Energy grows with the voltage, and a transmission takes its power by its time at least once")
    func voltage() {
        var generator = SeededGenerator(for: #function)
        for _ in 0..<200 {
            var radio = Radios.lora(7 + generator.integer(below: 6), limit: 51)
            let bytes = ByteCount(1 + generator.integer(below: 2000))
            let sent = radio.transmission(of: bytes, .up, every: Seconds(1e6))
            #expect(abs(sent.energy / (radio.transmit * radio.supply * sent.airTime) - 1) < 1e-12)
            radio.supply = 2 * radio.supply
            let twice = radio.transmission(of: bytes, .up, every: Seconds(1e6))
            #expect(abs(twice.energy / sent.energy - 2) < 1e-12)
        }
    }

    @Test("Slower symbols never carry a payload in less time")
    func spreading() {
        for bytes in 1...222 {
            let times = (7...12).map { Radios.lora($0).airTime(physical: bytes) }
            #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "\(bytes) bytes")
        }
    }
}
