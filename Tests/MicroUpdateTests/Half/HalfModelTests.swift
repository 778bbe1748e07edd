import MicroUpdate
import Statistics
import TestSupport
import Testing

/// A model in halves is one in FP32 whose parameters are rounded.
@Suite struct HalfModelTests {
    @Test func anUpdateIsThatOfFloatsRounded() {
        var generator = SeededGenerator(for: #function)
        for _ in 0..<2_000 {
            let shape = generator.shape()
            let halves = Cells(generator.numbers(shape.parameters, within: 2).map { Half.narrowed(Float($0)) })
            let floats = Cells(halves.elements.map { Half.widened($0) })
            let features = Cells(generator.numbers(shape.features, within: 2).map { Float($0) })
            let (context, label) = (generator.integer(below: shape.contexts), Float(generator.uniform()))
            let half = HalfModel(shape: shape, parameters: halves.start)
            let float = FloatingModel(shape: shape, parameters: floats.start)
            let logit = float.logit(features.start, context: context)
            #expect(abs(half.logit(features.start, context: context) - logit) < 1e-4)
            let loss = float.loss(features.start, context: context, label: label)
            #expect(abs(half.loss(features.start, context: context, label: label) - loss) < 1e-4)
            let score = half.update(features.start, context: context, label: label, rate: 0.05)
            let apart = abs(score - float.update(features.start, context: context, label: label, rate: 0.05))
            #expect(apart < 1e-5)
            // Scores are sums in another order; features and parameters are 2 at most.
            let step = 0.05 * apart * 4
            for (ours, wanted) in zip(halves.elements, floats.elements) {
                let gap = max(wanted.magnitude.binade * 0x1p-10, 0x1p-24)
                let bound: Float = 0.5 * gap + step + 0x1p-21 * (abs(wanted) + 0x1p-4)
                #expect(abs(Half.widened(ours) - wanted) < bound)
            }
            #expect(halves.isIntact)
        }
    }

    @Test func aBatchOfOneIsAnUpdate() {
        var generator = SeededGenerator(for: #function)
        let shape = ModelShape.playlist
        for _ in 0..<500 {
            let start = generator.numbers(shape.parameters, within: 1).map { Half.narrowed(Float($0)) }
            let (direct, batched, gradient) = (Cells(start), Cells(start), Cells<Float>(zeros: shape.parameters))
            let features = Cells(generator.numbers(shape.features, within: 2).map { Float($0) })
            let model = HalfModel(shape: shape, parameters: batched.start)
            let score = HalfModel(shape: shape, parameters: direct.start)
                .update(features.start, context: 3, label: 0.5, rate: 0.25)
            #expect(model.addGradient(features.start, context: 3, label: 0.5, to: gradient.start) == score)
            #expect(model.apply(gradient.start, rate: 0.25))
            #expect(direct.elements == batched.elements)
            #expect(!model.apply(gradient.start, rate: .infinity))
            #expect(direct.elements == batched.elements)
        }
    }

    /// Steps far below a half's last place: lost by rounding to the nearest, kept on average by stochastic rounding.
    @Test func smallStepsNeedStochasticRounding() {
        let shape = ModelShape(features: 1, contexts: 1)
        let feature = Cells<Float>([1])
        func learnt(_ update: (HalfModel) -> Void) -> Float {
            let cells = Cells([Float](repeating: 1, count: 3).map { Half.narrowed($0) })
            let model = HalfModel(shape: shape, parameters: cells.start)
            for _ in 0..<4_000 { update(model) }
            return 1 - Half.widened(cells.elements[2])
        }
        var random = XorShift(seed: 11)
        let floats = Cells<Float>([1, 1, 1])
        let model = FloatingModel(shape: shape, parameters: floats.start)
        for _ in 0..<4_000 { model.update(feature.start, context: 0, label: 0, rate: 1e-5) }
        let wanted = 1 - floats.elements[2]
        #expect(learnt { $0.update(feature.start, context: 0, label: 0, rate: 1e-5) } == 0)
        let found = learnt { $0.update(feature.start, context: 0, label: 0, rate: 1e-5, rounding: &random) }
        #expect(abs(found - wanted) < 0.3 * wanted)
    }
}
