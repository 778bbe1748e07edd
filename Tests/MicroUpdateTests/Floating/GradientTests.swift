import MicroUpdate
import Statistics
import TestSupport
import Testing

/// Updates and gradients in FP64 against the closed form and against differences of the loss.
@Suite struct GradientTests {
    typealias Step = (ReferenceModel, [Double], Int, Double) -> [Double]

    /// What one update of rate 1 takes off the parameters.
    private func updated(_ model: ReferenceModel, _ features: [Double], _ context: Int, _ label: Double) -> [Double] {
        let (parameters, inputs) = (Cells(model.parameters), Cells(features))
        let view = FloatingModel(shape: model.shape, parameters: parameters.start)
        #expect(view.update(inputs.start, context: context, label: label, rate: 1) >= 0)
        #expect(parameters.isIntact && inputs.elements == features)
        return zip(model.parameters, parameters.elements).map { $0 - $1 }
    }

    /// What one event adds to a gradient.
    private func added(_ model: ReferenceModel, _ features: [Double], _ context: Int, _ label: Double) -> [Double] {
        let (parameters, inputs) = (Cells(model.parameters), Cells(features))
        let gradient = Cells<Double>(zeros: model.parameters.count)
        let view = FloatingModel(shape: model.shape, parameters: parameters.start)
        #expect(view.addGradient(inputs.start, context: context, label: label, to: gradient.start) >= 0)
        #expect(gradient.isIntact && parameters.elements == model.parameters)
        return gradient.elements
    }

    /// Where a step is not the gradient; nil where it is, over random shapes and events.
    private func fault(_ test: String, _ step: Step) -> String? {
        var generator = SeededGenerator(for: test)
        for _ in 0..<200 {
            let shape = generator.shape()
            let model = ReferenceModel(shape: shape, parameters: generator.numbers(shape.parameters, within: 1.5))
            let features = generator.numbers(shape.features, within: 2)
            let (context, label) = (generator.integer(below: shape.contexts), generator.uniform())
            let found = step(model, features, context, label)
            let closed = model.gradient(features, context: context, label: label)
            let differences = model.differences(features, context: context, label: label)
            for index in found.indices {
                // The natural scale: a slope is up to 1, and its factors have these sizes.
                if abs(found[index] - closed[index]) > 1e-14 * max(1, abs(closed[index])) {
                    return "\(shape) \(index): \(found[index]) for \(closed[index])"
                }
                if abs(found[index] - differences[index]) > 1e-9 * max(1, abs(closed[index])) {
                    return "\(shape) \(index): \(found[index]), by differences \(differences[index])"
                }
            }
        }
        return nil
    }

    @Test func updatesFollowTheGradient() { #expect(fault(#function, updated) == nil) }

    @Test func gradientsAreTheGradient() { #expect(fault(#function, added) == nil) }

    @Test func seededBugsAreCaught() {
        func broken(_ change: @escaping (inout [Double], ReferenceModel, [Double], Int, Double) -> Void) -> Bool {
            fault(#function) { model, features, context, label in
                var gradient = updated(model, features, context, label)
                change(&gradient, model, features, context, label)
                return gradient
            } != nil
        }
        #expect(broken { gradient, _, _, _, _ in gradient[0] *= -1 }, "a sign")
        #expect(broken { gradient, _, _, context, _ in gradient[gradient.count - 1 - context] = 0 }, "a bias")
        #expect(
            broken { gradient, model, features, _, _ in
                // As if coefficients saw gates already updated.
                let n = features.count
                for i in 0..<n where model.parameters[i] != 0 {
                    gradient[n + i] *= (model.parameters[i] - gradient[i]) / model.parameters[i]
                }
            }, "not of the values before")
        #expect(broken { gradient, _, features, _, _ in gradient[features.count / 2] += 1e-8 }, "beyond the tolerance")
        #expect(!broken { _, _, _, _, _ in }, "and the right one passes")
    }

    @Test func lossesAndScoresAreTheReferences() {
        var generator = SeededGenerator(for: #function)
        for _ in 0..<1_000 {
            let shape = generator.shape()
            let model = ReferenceModel(shape: shape, parameters: generator.numbers(shape.parameters, within: 2))
            let features = generator.numbers(shape.features, within: 3)
            let context = generator.integer(below: shape.contexts)
            let (parameters, inputs) = (Cells(model.parameters), Cells(features))
            let view = FloatingModel(shape: shape, parameters: parameters.start)
            let wanted = model.score(features, context: context)
            #expect(abs(view.score(inputs.start, context: context) - wanted) < 1e-14)
            let loss = model.loss(features, context: context, label: 0.3)
            #expect(abs(view.loss(inputs.start, context: context, label: 0.3) - loss) < 1e-13 * max(1, loss))
        }
    }
}
