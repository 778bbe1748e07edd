import Foundation
import MicroUpdate
import Statistics
import TestSupport
import Testing

/// The integer kernel against FP32, bit for bit, and against FP64 as the definition says it.
@Suite struct QuantisedModelTests {
    /// Trials out of 20,000 whose logit or score differs from FP32's.
    private func faults(_ test: String, _ logit: (QuantisedModel, UnsafePointer<Int8>, Int) -> Int8) -> Int {
        var generator = SeededGenerator(for: test)
        var (faults, saturated, ties) = (0, 0, 0)
        for _ in 0..<20_000 {
            let trial = QuantisedTrial(using: &generator)
            let (cells, inputs) = (Cells(trial.parameters), Cells(trial.features))
            let (latent, floats) = (Cells(trial.values), Cells(trial.featureValues))
            let (shape, scales) = (trial.shape, trial.quantisation)
            let kernel = QuantisedModel(shape: shape, quantisation: scales, parameters: cells.start)
            let fake = LatentModel(shape: shape, quantisation: scales, parameters: latent.start)
            let z = logit(kernel, inputs.start, trial.context)
            let wanted = fake.logit(floats.start, context: trial.context)
            let p = Float(kernel.score(inputs.start, context: trial.context)) / 256
            if (Float(z) / 16).bitPattern != (wanted == 0 ? 0 : wanted).bitPattern { faults += 1 }
            if p.bitPattern != fake.score(floats.start, context: trial.context).bitPattern { faults += 1 }
            saturated += z == -128 || z == 127 ? 1 : 0
            for (w, f) in zip(trial.parameters, trial.features) where scales.gatedShift > 0 {
                let rest = (Int(w) * Int(f)) & (1 << scales.gatedShift - 1)
                ties += rest == 1 << (scales.gatedShift - 1) ? 1 : 0
            }
        }
        #expect(saturated > 1_000 && ties > 1_000, "the edges are among them: \(saturated), \(ties)")
        return faults
    }

    @Test func itIsFP32sBitForBit() {
        #expect(faults(#function) { $0.logit($1, context: $2) } == 0)
    }

    /// The same in FP64 with Foundation's floor.
    private static func definition(_ trial: QuantisedTrial, _ round: (Double) -> Double) -> Double {
        func quantised(_ value: Double, _ bits: Int) -> Double {
            max(-128, min(127, round(value * pow(2, Double(bits))))) * pow(2, -Double(bits))
        }
        let (values, n) = (trial.values.map { Double($0) }, trial.shape.features)
        var sum = values[2 * n + trial.context]
        for i in 0..<n {
            let gated = quantised(values[i] * Double(trial.featureValues[i]), trial.quantisation.gatedBits)
            sum += values[n + i] * gated
        }
        return quantised(sum, 4)
    }

    @Test func itIsTheDefinition() {
        var generator = SeededGenerator(for: #function)
        var truncated = 0
        for _ in 0..<10_000 {
            let trial = QuantisedTrial(using: &generator)
            let (cells, inputs) = (Cells(trial.parameters), Cells(trial.features))
            let model = QuantisedModel(shape: trial.shape, quantisation: trial.quantisation, parameters: cells.start)
            let z = Double(model.logit(inputs.start, context: trial.context)) / 16
            #expect(z == Self.definition(trial) { ($0 + 0.5).rounded(.down) })
            truncated += z == Self.definition(trial) { $0.rounded(.down) } ? 0 : 1
            #expect(cells.isIntact && inputs.isIntact)
        }
        #expect(truncated > 100, "a seeded bug: cut off instead of rounded")
    }

    @Test func seededBugsAreCaught() {
        func broken(_ rounding: @escaping (Int32, Int32) -> Int32, saturates: Bool = true) -> Bool {
            faults(#function) { model, features, context in
                let scales = model.quantisation
                var sum = Int32(model.biases[context]) << Int32(scales.biasShift)
                for i in 0..<model.shape.features {
                    let gated = rounding(Int32(model.gates[i]) * Int32(features[i]), Int32(scales.gatedShift))
                    sum &+= Int32(model.coefficients[i]) &* (saturates ? max(-128, min(127, gated)) : gated)
                }
                return Int8(max(-128, min(127, rounding(sum, Int32(scales.logitShift)))))
            } > 0
        }
        let right = { (x: Int32, shift: Int32) in (x + (1 << shift) / 2) >> shift }
        #expect(!broken(right))
        #expect(broken { $0 >> $1 }, "cut off")
        #expect(broken { ($0 + (1 << $1)) >> ($1 + 1) }, "a shift by one too many")
        #expect(
            broken { x, shift in Int32((Double(x) * pow(2, -Double(shift))).rounded(.toNearestOrAwayFromZero)) },
            "ties away from zero")
        #expect(
            broken { x, shift in Int32((Double(x) * pow(2, -Double(shift))).rounded(.toNearestOrEven)) },
            "ties to even")
        #expect(broken(right, saturates: false), "no saturation")
    }
}
