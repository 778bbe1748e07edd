import CAllocations
import MicroUpdate
import Testing

/// A million updates of each precision ask the allocator for nothing.
@Suite(.enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"))
struct AllocationTests {
    /// Allocations of a million calls, the first apart.
    private func allocations(_ call: () -> Void) -> Int64 {
        call()
        let before = callocations_thread_allocations()
        for _ in 0..<1_000_000 { call() }
        return callocations_thread_allocations() - before
    }

    private let features = Cells([Float](repeating: 0.25, count: 18))
    private let floats = Cells([Float](repeating: 0.5, count: 42))
    private var shape: ModelShape { .playlist }

    @Test func floatsAndDoubles() {
        let doubles = Cells([Double](repeating: 0.5, count: 42))
        let inputs = Cells([Double](repeating: 0.25, count: 18))
        let (float, double) = (
            FloatingModel(shape: shape, parameters: floats.start),
            FloatingModel(shape: shape, parameters: doubles.start)
        )
        let gradient = Cells<Float>(zeros: 42)
        let inputStart = features.start
        #expect(allocations { float.update(inputStart, context: 1, label: 0, rate: 0.01) } == 0)
        #expect(allocations { double.update(inputs.start, context: 1, label: 0, rate: 0.01) } == 0)
        #expect(
            allocations {
                float.addGradient(inputStart, context: 1, label: 0, to: gradient.start)
                float.apply(gradient.start, rate: 1e-9)
            } == 0)
    }

    @Test func halves() {
        let cells = Cells([UInt16](repeating: 0x3800, count: 42))
        let model = HalfModel(shape: shape, parameters: cells.start)
        let inputs = features.start
        var random = XorShift(seed: 1)
        #expect(allocations { model.update(inputs, context: 1, label: 0, rate: 0.01) } == 0)
        #expect(allocations { model.update(inputs, context: 1, label: 0, rate: 0.01, rounding: &random) } == 0)
    }

    @Test func integers() {
        let (bytes, words) = (Cells([Int8](repeating: 40, count: 42)), Cells([Int16](repeating: 2_048, count: 42)))
        let byteFeatures = Cells([Int8](repeating: 20, count: 18))
        let wordFeatures = Cells([Int16](repeating: 999, count: 18))
        let quantised = QuantisedModel(shape: shape, quantisation: QuantisedTrial.unit, parameters: bytes.start)
        let fixed = FixedModel(shape: shape, parameters: words.start)
        var random = XorShift(seed: 1)
        #expect(allocations { quantised.update(byteFeatures.start, context: 1, label: 0, rate: 99) } == 0)
        let stochastic = allocations {
            quantised.update(byteFeatures.start, context: 1, label: 0, rate: 99, rounding: &random)
        }
        #expect(stochastic == 0)
        #expect(allocations { fixed.update(wordFeatures.start, context: 1, label: 0, rate: 99) } == 0)
        let latent = LatentModel(shape: shape, quantisation: QuantisedTrial.unit, parameters: floats.start)
        let inputs = features.start
        #expect(allocations { latent.update(inputs, context: 1, label: 0, rate: 0.01) } == 0)
    }

    /// The count would see an array.
    @Test func anAllocationIsSeen() {
        var sum: Float = 0
        #expect(allocations { sum += features.elements[0] } >= 1_000_000, "\(sum)")
    }
}
