import MicroUpdate
import Statistics
import TestSupport
import Testing

/// Mini-batches: of one event they are its update, of more the sum of gradients.
@Suite struct BatchTests {
    private func check<Scalar: FloatingScalar & ExpressibleByIntegerLiteral>(_: Scalar.Type, _ test: String) {
        var generator = SeededGenerator(for: test)
        for _ in 0..<200 {
            let shape = generator.shape()
            let start = generator.numbers(shape.parameters, within: 1).map { Scalar($0) }
            let (direct, batched) = (Cells(start, mark: 7), Cells(start, mark: 7))
            let gradient = Cells([Scalar](repeating: 0, count: shape.parameters), mark: 7)
            let (first, second) = (
                FloatingModel(shape: shape, parameters: direct.start),
                FloatingModel(shape: shape, parameters: batched.start)
            )
            let features = Cells(generator.numbers(shape.features, within: 2).map { Scalar($0) }, mark: 7)
            let (context, label) = (generator.integer(below: shape.contexts), Scalar(generator.uniform()))
            // A rate of a power of two does not round.
            let score = first.update(features.start, context: context, label: label, rate: 0.25)
            #expect(second.addGradient(features.start, context: context, label: label, to: gradient.start) == score)
            #expect(second.apply(gradient.start, rate: 0.25))
            #expect(direct.elements == batched.elements)
            #expect(batched.isIntact && gradient.isIntact)
            let once = gradient.elements
            batched.elements = start
            second.addGradient(features.start, context: context, label: label, to: gradient.start)
            #expect(gradient.elements == once.map { 2 * $0 })
        }
    }

    @Test func aBatchOfOneIsAnUpdate() {
        check(Float.self, "\(#function) Float")
        check(Double.self, "\(#function) Double")
    }

    /// Distillation: the label is another model's score, and learning ends there.
    @Test func softLabelsAreLearnt() {
        var generator = SeededGenerator(for: #function)
        let shape = ModelShape.playlist
        let parameters = Cells(generator.numbers(shape.parameters, within: 0.5).map { Float($0) })
        let model = FloatingModel(shape: shape, parameters: parameters.start)
        let features = Cells(generator.numbers(shape.features, within: 1).map { Float($0) })
        for _ in 0..<2_000 { model.update(features.start, context: 2, label: 0.7, rate: 0.1) }
        #expect(abs(model.score(features.start, context: 2) - 0.7) < 1e-5)
    }
}
