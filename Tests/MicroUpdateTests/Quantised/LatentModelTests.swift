import MicroUpdate
import Statistics
import TestSupport
import Testing

/// Training for 8 bits with FP32 parameters.
@Suite struct LatentModelTests {
    /// FP32 parameters and features of a playlist, a few beyond what 8 bits hold.
    private func event(_ generator: inout SeededGenerator) -> (parameters: [Float], features: [Float]) {
        func number() -> Float { Float(generator.number(within: generator.integer(below: 10) == 0 ? 2.5 : 1.2)) }
        return ((0..<42).map { _ in number() }, (0..<18).map { _ in number() })
    }

    /// Slopes as the definition says it: straight through roundings, 0 where something saturates.
    private func slopes(_ parameters: [Float], _ features: [Float]) -> (gates: [Float], coefficients: [Float]) {
        func isInside(_ value: Float) -> Bool { (-128...127).contains((value * 64 + 0.5).rounded(.down)) }
        func quantised(_ value: Float) -> Float { max(-128, min(127, (value * 64 + 0.5).rounded(.down))) / 64 }
        let (w, v, f) = (parameters[0..<18].map(quantised), parameters[18..<36].map(quantised), features.map(quantised))
        return (
            (0..<18).map { isInside(parameters[$0]) && isInside(w[$0] * f[$0]) ? v[$0] * f[$0] : 0 },
            (0..<18).map { isInside(parameters[18 + $0]) ? quantised(w[$0] * f[$0]) : 0 }
        )
    }

    @Test func gradientsGoStraightThrough() {
        var generator = SeededGenerator(for: #function)
        var stopped = 0
        for _ in 0..<2_000 {
            let (parameters, features) = event(&generator)
            let (cells, inputs, gradient) = (Cells(parameters), Cells(features), Cells<Float>(zeros: 42))
            let model = LatentModel(shape: .playlist, quantisation: QuantisedTrial.unit, parameters: cells.start)
            let score = model.addGradient(inputs.start, context: 4, label: 0.25, to: gradient.start)
            let wanted = slopes(parameters, features)
            let bias: Float = (-128...127).contains((parameters[40] * 64 + 0.5).rounded(.down)) ? 1 : 0
            let all = wanted.gates + wanted.coefficients + [0, 0, 0, 0, bias, 0]
            #expect(gradient.elements == all.map { (score - 0.25) * $0 } && gradient.isIntact)
            stopped += all[0..<36].filter { $0 == 0 }.count
        }
        #expect(stopped > 1_000, "some saturate")
    }

    @Test func anUpdateIsABatchOfOneAndStaysInside() {
        var generator = SeededGenerator(for: #function)
        for _ in 0..<2_000 {
            let (parameters, features) = event(&generator)
            let (direct, batched, inputs) = (Cells(parameters), Cells(parameters), Cells(features))
            let gradient = Cells<Float>(zeros: 42)
            let first = LatentModel(shape: .playlist, quantisation: QuantisedTrial.unit, parameters: direct.start)
            let second = LatentModel(shape: .playlist, quantisation: QuantisedTrial.unit, parameters: batched.start)
            let score = first.update(inputs.start, context: 2, label: 1, rate: 0.5)
            #expect(second.addGradient(inputs.start, context: 2, label: 1, to: gradient.start) == score)
            #expect(second.apply(gradient.start, rate: 0.5))
            // A batch also brings the biases of other contexts inside.
            #expect(direct.elements[..<36] == batched.elements[..<36])
            #expect(direct.elements[38] == batched.elements[38])
            #expect(batched.elements.allSatisfy { (-2...1.984_375).contains($0) })
            #expect(direct.isIntact && batched.isIntact)
        }
    }

    /// The integers that come of training have the scores that training saw.
    @Test func whatIsTrainedIsWhatRuns() {
        var generator = SeededGenerator(for: #function)
        let (start, _) = event(&generator)
        let (cells, integers) = (Cells(start), Cells<Int8>(zeros: 42))
        let latent = LatentModel(shape: .playlist, quantisation: QuantisedTrial.unit, parameters: cells.start)
        let kernel = QuantisedModel(shape: .playlist, quantisation: QuantisedTrial.unit, parameters: integers.start)
        for _ in 0..<1_000 {
            let (_, features) = event(&generator)
            let inputs = Cells(features)
            let bytes = Cells(features.map { FakeQuantisation.integer($0, bits: 6) })
            latent.quantise(into: integers.start)
            let score = latent.update(inputs.start, context: 0, label: features[0] > 0 ? 1 : 0, rate: 0.05)
            #expect(score == Float(kernel.score(bytes.start, context: 0)) / 256)
            let logit = latent.logit(inputs.start, context: 0)
            #expect(latent.loss(inputs.start, context: 0, label: 1) == Float.crossEntropy(logit: logit, label: 1))
        }
        #expect(integers.isIntact)
    }

    /// Small steps add up in FP32 until a rounding turns over: no stall.
    @Test func itLearnsWithSmallRates() {
        let cells = Cells([Float](repeating: 0.6, count: 42))
        let features = Cells([Float](repeating: 0.3, count: 18))
        let model = LatentModel(shape: .playlist, quantisation: QuantisedTrial.unit, parameters: cells.start)
        #expect(model.score(features.start, context: 0) > 0.8)
        for _ in 0..<3_000 { model.update(features.start, context: 0, label: 0, rate: 0.005) }
        #expect(model.score(features.start, context: 0) < 0.15)
    }

    /// A wrong answer at the end of the table comes back.
    @Test func saturatedLogitsLearn() {
        let cells = Cells([Float](repeating: 1.9, count: 42))
        let features = Cells([Float](repeating: 1, count: 18))
        let model = LatentModel(shape: .playlist, quantisation: QuantisedTrial.unit, parameters: cells.start)
        #expect(model.logit(features.start, context: 0) == 7.937_5)
        for _ in 0..<500 { model.update(features.start, context: 0, label: 0, rate: 0.05) }
        #expect(model.score(features.start, context: 0) < 0.2)
    }

    @Test func whatIsNotANumberChangesNothing() {
        let start = (0..<42).map { Float($0 - 20) / 32 }
        for (feature, label, rate) in [(Float.nan, Float(0), Float(0.1)), (1, .nan, 0.1), (1, 0, .infinity)] {
            let (cells, gradient) = (Cells(start), Cells<Float>(zeros: 42))
            let features = Cells([Float](repeating: 0.5, count: 17) + [feature])
            let model = LatentModel(shape: .playlist, quantisation: QuantisedTrial.unit, parameters: cells.start)
            #expect(model.update(features.start, context: 1, label: label, rate: rate).isNaN)
            let isAdded = !model.addGradient(features.start, context: 1, label: label, to: gradient.start).isNaN
            #expect(isAdded == (feature == 1 && label == 0))
            #expect(isAdded || gradient.elements.allSatisfy { $0 == 0 })
            #expect(!model.apply(gradient.start, rate: .nan))
            #expect(cells.elements == start)
        }
    }
}
