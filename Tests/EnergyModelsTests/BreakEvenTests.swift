import EnergyModels
import Quantities
import Statistics
import TestSupport
import Testing

@Suite("Break-even")
struct BreakEvenTests {
    private let kibibyte = ByteCount.kibibyte
    private let step = Joules(15.6e-3)

    @Test("The step of KWS on an STM32L4R5: 3 · 2.657 M · 685 pJ · 2.85 = 15.6 mJ")
    func stepEnergy() {
        var processor = ProcessorModel()
        (processor.int8, processor.growth) = (Joules(685e-12), Ratio(2.85))
        let compute = ComputeCost.modelled(
            macs: 3 * 2_656_768, .fp32, Profile(name: "m4", title: "M4", base: processor, numbers: []),
            overhead: .made("overhead", 1))
        #expect(abs((compute.step([1])?.energy.value ?? 0) - 15.6e-3) < 5e-5)
    }

    @Test("LoRa SF7: 2.142 batches in proportion to bytes, 2.138 by packets, 3 whole ones")
    func lora() throws {
        let marginal = Joules(236.0e-3) / kibibyte
        let linear = BreakEven.linear(
            raw: kibibyte, update: 2 * kibibyte, marginal: marginal, step: step)
        #expect(abs((linear ?? 0) - 2.142) < 5e-4)
        let radio = Radios.lora(7)
        let day = Seconds(86_400)
        let (one, two) = (
            radio.transmission(of: kibibyte, .up, every: day).energy,
            radio.transmission(of: 2 * kibibyte, .up, every: day).energy
        )
        #expect(abs(two / (one - step) - 2.138) < 5e-4)
        #expect(try breakEven(over: radio, step: step) == .from(3))
    }

    @Test("Over Bluetooth never, nor with a step of 300 mJ over LoRa SF7")
    func never() throws {
        #expect(try breakEven(over: Radios.bluetooth, step: step) == .never)
        #expect(try breakEven(over: Radios.lora(7), step: Joules(0.3)) == .never)
    }

    @Test("Always where nothing is sent back, and up to a number where only few batches are cheap to learn from")
    func others() throws {
        let radio = Radios.lora(7)
        #expect(try breakEven(over: radio, step: step, update: .zero) == .always)
        // Sessions dominate: training needs one in a period, sending one a batch, but steps cost more than bytes.
        let costly = Joules(10)
        let question = try #require(
            Question.made(
                Exchange(raw: ByteCount(10), update: ByteCount(10), every: Seconds(1000), sendsTogether: true),
                over: Radios.lteM, step: .made("step", 0)))
        #expect(BreakEven(question) == .from(2))
        #expect(try breakEven(over: radio, step: costly, update: ByteCount(1)) == .never)
        #expect(BreakEven(advantage: { Joules(Double(50_000 - $0)) }) == .upTo(49_999))
        #expect(BreakEven(advantage: { Joules(Double($0 - 50_000)) }) == .from(50_001))
        #expect(BreakEven(advantage: { Joules(Double(70 - $0)) }) == .upTo(69))
    }

    @Test("Whole numbers agree with the law of costs in proportion to bytes")
    func proportion() throws {
        var generator = SeededGenerator(for: #function)
        for _ in 0..<40 {
            let radio = Radios.pass(1 + 10 * generator.uniform(), rate: 1000 + 1e5 * generator.uniform())
            let raw = ByteCount(100 + generator.integer(below: 5000))
            let update = ByteCount(1 + generator.integer(below: 500_000))
            let marginal = radio.transmission(of: raw, .up, every: Seconds(1e6)).marginal / raw
            let step = (0.05 + 0.9 * generator.uniform()) * (marginal * raw)
            let expected = try #require(
                BreakEven.linear(raw: raw, update: update, marginal: marginal, step: step))
            let question = try #require(
                Question.made(
                    Exchange(raw: raw, update: update, every: Seconds(1e6)), over: radio,
                    step: .made("step", step.value)))
            guard case .from(let batches) = BreakEven(question) else {
                #expect(expected < 1, "\(BreakEven(question)) at \(expected)")
                continue
            }
            #expect(abs(Double(batches) - expected) <= 1 + 1e-9 * expected, "\(batches) at \(expected)")
        }
    }

    private func breakEven(
        over radio: some RadioModel, step: Joules, update: ByteCount = ByteCount(2048)
    ) throws -> BreakEven {
        let question = try #require(
            Question.made(
                Exchange(raw: kibibyte, update: update, every: Seconds(86_400)), over: radio,
                step: .made("step", step.value)))
        return BreakEven(question)
    }
}
