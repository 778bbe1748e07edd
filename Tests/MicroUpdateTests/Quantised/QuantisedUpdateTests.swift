import Foundation
import MicroUpdate
import Statistics
import TestSupport
import Testing

/// Training of the 8-bit parameters themselves.
@Suite struct QuantisedUpdateTests {
    /// New parameters in their own units, not rounded, as FP64 has them.
    private func exact(_ trial: QuantisedTrial, score: UInt8, label: UInt16, rate: UInt16) -> [Double] {
        let n = trial.shape.features
        let step = Double(rate) / 32_768 * (Double(score) - Double(label)) / 256
        let (values, features) = (trial.values.map { Double($0) }, trial.featureValues.map { Double($0) })
        var result = values
        let unit = pow(2, -Double(trial.quantisation.gatedBits))
        for i in 0..<n {
            let rounded = (values[i] * features[i] / unit + 0.5).rounded(.down)
            let gated = max(-128, min(127, rounded))
            if gated == rounded { result[i] -= step * values[n + i] * features[i] }
            result[n + i] -= step * gated * unit
        }
        result[2 * n + trial.context] -= step
        return zip(result, trial.parameterBits).map { $0 * pow(2, Double($1)) }
    }

    /// Parameters, of 5,000 events, that are not the exact ones rounded.
    private func faults(
        _ test: String, sign: Double = 1,
        _ update: (QuantisedModel, UnsafePointer<Int8>, Int, UInt16, UInt16) -> UInt8
    ) -> Int {
        var generator = SeededGenerator(for: test)
        var faults = 0
        for _ in 0..<5_000 {
            let trial = QuantisedTrial(using: &generator)
            let (cells, inputs) = (Cells(trial.parameters), Cells(trial.features))
            let model = QuantisedModel(shape: trial.shape, quantisation: trial.quantisation, parameters: cells.start)
            let label = UInt16(generator.integer(below: 257))
            // Every other rate is a power of two: their updates often lie halfway between two parameters.
            let rate =
                generator.integer(below: 2) == 0
                ? 1 << UInt16(generator.integer(below: 16))
                : generator.any(UInt16.self) >> UInt16(generator.integer(below: 12))
            let score = update(model, inputs.start, trial.context, label, rate)
            for (ours, exact) in zip(cells.elements, exact(trial, score: score, label: label, rate: rate)) {
                faults += Double(ours) == max(-128, min(127, (exact + 0.5).rounded(.down))) ? 0 : 1
            }
            #expect(cells.isIntact)
        }
        return faults
    }

    @Test func anUpdateIsTheExactOneRounded() {
        #expect(faults(#function) { $0.update($1, context: $2, label: $3, rate: $4) } == 0)
    }

    @Test func aBatchOfOneIsAnUpdate() {
        let faults = faults(#function) { model, features, context, label, rate in
            let gradient = Cells<Int32>(zeros: model.shape.parameters)
            let score = model.addGradient(features, context: context, label: label, to: gradient.start)
            model.apply(gradient.start, rate: rate)
            #expect(gradient.isIntact)
            return score
        }
        #expect(faults == 0)
    }

    @Test func seededBugsAreCaught() {
        struct CutOff: UpdateRounding {
            func offset(bits: Int, lowest: Int64) -> Int64 { 0 }
        }
        var (cut, even) = (CutOff(), NearestEven())
        #expect(faults(#function) { $0.update($1, context: $2, label: $3, rate: $4, rounding: &cut) } > 0)
        #expect(faults(#function) { $0.update($1, context: $2, label: $3, rate: $4, rounding: &even) } > 0)
        #expect(faults(#function) { $0.update($1, context: $2, label: 256 - $3, rate: $4) } > 0, "a sign")
        #expect(faults(#function) { $0.update($1, context: $2, label: $3, rate: $4 / 2) } > 0, "a shift")
    }

    /// The mean over many draws is the exact new value, also where the nearest rounding stays.
    @Test func stochasticRoundingIsRightOnAverage() {
        var seeds = SeededGenerator(for: #function)
        var random = XorShift(seed: seeds.next())
        let trial = QuantisedTrial(
            shape: ModelShape(features: 3, contexts: 1), parameters: [40, -33, 120, 25, 77, -90, 12],
            features: [50, 90, -70])
        let draws = 200_000
        var sums = [Double](repeating: 0, count: 7)
        var score: UInt8 = 0
        let (cells, inputs) = (Cells(trial.parameters), Cells(trial.features))
        let model = QuantisedModel(shape: trial.shape, quantisation: trial.quantisation, parameters: cells.start)
        for _ in 0..<draws {
            cells.elements = trial.parameters
            score = model.update(inputs.start, context: 0, label: 0, rate: 655, rounding: &random)
            for index in 0..<7 { sums[index] += Double(cells.start[index]) }
        }
        let wanted = exact(trial, score: score, label: 0, rate: 655)
        for (sum, exact) in zip(sums, wanted) {
            // Five standard errors, at a deviation of a half.
            #expect(abs(sum / Double(draws) - exact) < 5 * 0.5 / 447)
        }
        cells.elements = trial.parameters
        model.update(inputs.start, context: 0, label: 0, rate: 655)
        let nearest = zip(cells.elements, wanted).map { abs(Double($0) - $1) }
        #expect(nearest.contains { $0 > 0.1 }, "rounding to the nearest is not")
    }

    /// With a small rate no step reaches half a unit: the nearest stalls where stochastic rounding learns.
    @Test func theNearestStalls() {
        func learnt(_ update: (QuantisedModel, UnsafePointer<Int8>) -> Void) -> (moved: Bool, score: UInt8) {
            var trial = QuantisedTrial(
                shape: .playlist, parameters: .init(repeating: 40, count: 42),
                features: .init(repeating: 20, count: 18))
            trial.parameters[36] = 20
            let (cells, inputs) = (Cells(trial.parameters), Cells(trial.features))
            let model = QuantisedModel(shape: trial.shape, quantisation: trial.quantisation, parameters: cells.start)
            for _ in 0..<3_000 { update(model, inputs.start) }
            return (cells.elements != trial.parameters, model.score(inputs.start, context: 0))
        }
        var random = XorShift(seed: 7)
        let nearest = learnt { $0.update($1, context: 0, label: 0, rate: 160) }
        let stochastic = learnt { $0.update($1, context: 0, label: 0, rate: 160, rounding: &random) }
        #expect(!nearest.moved && nearest.score > 200)
        #expect(stochastic.moved && stochastic.score < 40)
    }
}
