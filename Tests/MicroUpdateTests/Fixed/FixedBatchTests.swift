import MicroUpdate
import Statistics
import TestSupport
import Testing

/// Mini-batches in integers: of one event they are its update but for a rounding, of more the mean in FP64.
@Suite struct FixedBatchTests {
    @Test func aBatchOfOneIsAnUpdate() {
        var generator = SeededGenerator(for: #function)
        var (different, largest) = (0, 0)
        for _ in 0..<5_000 {
            let event = FixedModelTests.Event(using: &generator)
            let (direct, batched) = (Cells(event.parameters), Cells(event.parameters))
            let (features, gradient) = (Cells(event.features), Cells<Int64>(zeros: event.shape.parameters))
            let (context, label) = (event.context, event.label)
            let score = FixedModel(shape: event.shape, parameters: direct.start)
                .update(features.start, context: context, label: label, rate: event.rate)
            let model = FixedModel(shape: event.shape, parameters: batched.start)
            #expect(model.addGradient(features.start, context: context, label: label, to: gradient.start) == score)
            model.apply(gradient.start, rate: event.rate)
            #expect(batched.isIntact && gradient.isIntact)
            for (a, b) in zip(direct.elements, batched.elements) where a != b {
                different += 1
                largest = max(largest, abs(Int(a) - Int(b)))
            }
        }
        #expect(largest <= 1 && different < 20, "\(different)")
    }

    @Test func aBatchIsThatOfFP64() {
        var generator = SeededGenerator(for: #function)
        for _ in 0..<200 {
            let shape = ModelShape.playlist
            let parameters = (0..<42).map { _ in generator.any(Int16.self) >> 3 }
            let (cells, floats) = (Cells(parameters), Cells(parameters.map { Double($0) * 0x1p-12 }))
            let (gradient, wanted) = (Cells<Int64>(zeros: 42), Cells<Double>(zeros: 42))
            let model = FixedModel(shape: shape, parameters: cells.start)
            let oracle = FloatingModel(shape: shape, parameters: floats.start)
            for event in 0..<32 {
                let features = (0..<18).map { _ in generator.any(Int16.self) >> 3 }
                let (inputs, numbers) = (Cells(features), Cells(features.map { Double($0) * 0x1p-12 }))
                model.addGradient(inputs.start, context: event % 6, label: 32_768, to: gradient.start)
                oracle.addGradient(numbers.start, context: event % 6, label: 1, to: wanted.start)
            }
            model.apply(gradient.start, rate: 1_024)
            #expect(oracle.apply(wanted.start, rate: 0x1p-5))
            for (ours, exact) in zip(cells.elements, floats.elements) {
                #expect(abs(Double(ours) - max(-32_768, min(32_767, exact * 0x1p12))) < 0.501)
            }
        }
    }
}
