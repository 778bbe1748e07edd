import Foundation
import MicroUpdate
import Statistics
import TestSupport
import Testing

/// The model in integers against FP64 on the same values.
@Suite struct FixedModelTests {
    /// Inputs of one event in integers.
    struct Event {
        var shape: ModelShape
        var parameters: [Int16]
        var features: [Int16]
        var context: Int
        var label: UInt16
        var rate: UInt16

        /// Any event: some of small numbers, as in use, others over the whole range.
        init(using generator: inout SeededGenerator) {
            shape = generator.integer(below: 4) == 0 ? generator.shape() : .playlist
            let (small, cut) = (generator.integer(below: 2) == 0, generator.integer(below: 6))
            func number() -> Int16 {
                switch generator.integer(below: 40) {
                case 0: [.min, .max, 0, 1, -1][generator.integer(below: 5)]
                default: generator.any(Int16.self) >> Int16(small ? 3 : cut)
                }
            }
            parameters = []
            features = []
            for _ in 0..<shape.parameters { parameters.append(number()) }
            for _ in 0..<shape.features { features.append(number()) }
            context = generator.integer(below: shape.contexts)
            label = [0, 32_768, UInt16(generator.integer(below: 32_769))][generator.integer(below: 3)]
            rate = generator.any(UInt16.self) >> UInt16(generator.integer(below: 12))
        }

        /// New parameters in units of 2⁻¹² as FP64 has them, not rounded; and the score.
        var oracle: (parameters: [Double], score: Double) {
            let cells = Cells(parameters.map { Double($0) * 0x1p-12 })
            let inputs = Cells(features.map { Double($0) * 0x1p-12 })
            let score = FloatingModel(shape: shape, parameters: cells.start).update(
                inputs.start, context: context, label: Double(label) * 0x1p-15, rate: Double(rate) * 0x1p-15)
            return (cells.elements.map { $0 * 0x1p12 }, score)
        }
    }

    /// How a step compares with FP64's.
    struct Outcome {
        var parameters = 0
        /// Parameters that differ, and those of them where FP64 was not within 2⁻²⁰ units of a tie.
        var different = 0
        var clearly = 0
        /// The largest difference in units, the largest distance of FP64 from a tie where there is one, in units.
        var largest = 0
        var farthest = 0.0
        var saturated = 0
        var scoreError = 0.0
    }

    typealias Step = (FixedModel, UnsafePointer<Int16>, Event) -> Int32

    private func compare(_ test: String, events: Int, _ step: Step) -> Outcome {
        var generator = SeededGenerator(for: test)
        var outcome = Outcome()
        for _ in 0..<events {
            let event = Event(using: &generator)
            let (cells, inputs) = (Cells(event.parameters), Cells(event.features))
            let score = step(FixedModel(shape: event.shape, parameters: cells.start), inputs.start, event)
            #expect(cells.isIntact)
            let oracle = event.oracle
            outcome.scoreError = max(outcome.scoreError, abs(Double(score) - oracle.score * 0x1p30))
            for (ours, exact) in zip(cells.elements, oracle.parameters) {
                outcome.parameters += 1
                let wanted = Int(max(-32_768, min(32_767, (exact + 0.5).rounded(.down))))
                if wanted == -32_768 || wanted == 32_767 { outcome.saturated += 1 }
                guard Int(ours) != wanted else { continue }
                let tie = abs(exact - exact.rounded(.down) - 0.5)
                outcome.different += 1
                outcome.clearly += tie > 0x1p-20 ? 1 : 0
                outcome.largest = max(outcome.largest, abs(Int(ours) - wanted))
                outcome.farthest = max(outcome.farthest, tie)
            }
        }
        return outcome
    }

    private static func update(_ model: FixedModel, _ features: UnsafePointer<Int16>, _ event: Event) -> Int32 {
        model.update(features, context: event.context, label: event.label, rate: event.rate)
    }

    /// A difference that the error of σ explains: up to a unit of 2⁻³⁰, times a rate below 2, times a product up to 64.
    private static let explained = 0x1p-30 * 2 * 64 * 4_096

    @Test func anUpdateIsThatOfFP64WithinAUnit() {
        let outcome = compare(#function, events: 120_000, Self.update)
        print("integers against FP64: \(outcome)")
        #expect(outcome.largest <= 1)
        #expect(outcome.farthest < Self.explained)
        #expect(Double(outcome.different) < 2e-4 * Double(outcome.parameters))
        #expect(outcome.saturated > 10_000)
        #expect(outcome.scoreError < 1)
    }

    @Test func theLogitIsExact() {
        var generator = SeededGenerator(for: #function)
        for _ in 0..<10_000 {
            let event = Event(using: &generator)
            let (cells, inputs, n) = (Cells(event.parameters), Cells(event.features), event.shape.features)
            var wanted = Int64(event.parameters[2 * n + event.context]) << 24
            for i in 0..<n {
                let weight = Int64(event.parameters[n + i]) * Int64(event.parameters[i])
                wanted += weight * Int64(event.features[i])
            }
            let model = FixedModel(shape: event.shape, parameters: cells.start)
            #expect(model.logit(inputs.start, context: event.context) == wanted)
            #expect(model.score(inputs.start, context: event.context) == FixedLogistic.sigmoid(wanted))
        }
    }

    /// A step that ends at a tie goes up, on either side of zero, and saturates at the ends.
    @Test func tiesGoUpAndEndsSaturate() {
        func stepped(_ gate: Int16, coefficient: Int16, label: UInt16) -> Int16 {
            // No logit: the score is a half. At rate 2⁻¹², p − y = ±½ moves a gate by half a unit times v·f.
            let (cells, features) = (Cells([gate, coefficient, 0]), Cells<Int16>([4_096]))
            let bias = -Int16(clamping: Int(gate) * Int(coefficient) / 4_096)
            cells.start[2] = bias
            FixedModel(shape: .init(features: 1, contexts: 1), parameters: cells.start)
                .update(features.start, context: 0, label: label, rate: 8)
            return cells.elements[0]
        }
        #expect(stepped(4_096, coefficient: 4_096, label: 32_768) == 4_097)
        #expect(stepped(4_096, coefficient: 4_096, label: 0) == 4_096)
        #expect(stepped(-4_096, coefficient: 4_096, label: 32_768) == -4_095)
        #expect(stepped(-4_096, coefficient: 4_096, label: 0) == -4_096)
        let (top, bottom) = (Cells<Int16>([.max, .max, .max]), Cells<Int16>([.min, .max, .min]))
        let features = Cells<Int16>([.min])
        let shape = ModelShape(features: 1, contexts: 1)
        FixedModel(shape: shape, parameters: top.start).update(features.start, context: 0, label: 32_768, rate: .max)
        #expect(top.elements == [.min, .min, .max])
        FixedModel(shape: shape, parameters: bottom.start).update(features.start, context: 0, label: 0, rate: .max)
        #expect(bottom.elements == [.max, .min, .min])
    }

    @Test func seededBugsAreCaught() {
        // The step of an update in FP64, rounded by other means.
        func rounded(_ rounding: @escaping (Double) -> Double, _ factor: Double = 1) -> Outcome {
            compare(#function, events: 500) { model, _, event in
                for (index, exact) in event.oracle.parameters.enumerated() {
                    let start = Double(event.parameters[index])
                    model.gates[index] = Int16(max(-32_768, min(32_767, rounding(start + (exact - start) * factor))))
                }
                return Int32(event.oracle.score * 0x1p30)
            }
        }
        func isCaught(_ outcome: Outcome) -> Bool { outcome.largest > 1 || outcome.farthest > Self.explained }
        #expect(!isCaught(rounded { ($0 + 0.5).rounded(.down) }), "the right one")
        #expect(isCaught(rounded { $0.rounded(.down) }), "cut off")
        #expect(isCaught(rounded({ ($0 + 0.5).rounded(.down) }, 2)), "a shift by one too few")
        #expect(isCaught(rounded({ ($0 + 0.5).rounded(.down) }, -1)), "a sign")
        #expect(isCaught(rounded({ ($0 + 0.5).rounded(.down) }, 1 + 0x1p-10)), "a score of few bits")
        let wrapped = compare(#function, events: 500) { model, features, event in
            let before = event.oracle.parameters
            let score = Self.update(model, features, event)
            for (index, exact) in before.enumerated() {
                model.gates[index] = Int16(truncatingIfNeeded: Int((exact + 0.5).rounded(.down)))
            }
            return score
        }
        #expect(isCaught(wrapped), "no saturation")
    }
}
