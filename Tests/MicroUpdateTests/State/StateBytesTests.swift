import MicroUpdate
import Testing

/// Bytes of the playlist's model in each precision.
@Suite struct StateBytesTests {
    private func parts(_ state: StateBytes) -> [Int] {
        [state.weights, state.gradients, state.optimiser, state.activations, state.constants]
    }

    @Test func updatesInPlaceHoldNoGradients() {
        #expect(parts(FloatingModel<Float>.stateBytes(.playlist)) == [168, 0, 0, 80, 0])
        #expect(parts(FloatingModel<Double>.stateBytes(.playlist)) == [336, 0, 0, 160, 0])
        #expect(parts(HalfModel.stateBytes(.playlist)) == [84, 0, 0, 80, 0])
        #expect(parts(HalfModel.stateBytes(.playlist, stochastic: true)) == [84, 0, 8, 80, 0])
        #expect(parts(QuantisedModel.stateBytes(.playlist)) == [42, 0, 0, 20, 257])
        #expect(parts(QuantisedModel.stateBytes(.playlist, stochastic: true)) == [42, 0, 8, 20, 257])
        #expect(parts(LatentModel.stateBytes(.playlist)) == [168, 0, 0, 80, 257])
        #expect(parts(FixedModel.stateBytes(.playlist)) == [84, 0, 0, 48, 0])
    }

    @Test func miniBatchesHoldOneSum() {
        #expect(FloatingModel<Float>.stateBytes(.playlist, batch: true).gradients == 168)
        #expect(FloatingModel<Double>.stateBytes(.playlist, batch: true).gradients == 336)
        #expect(HalfModel.stateBytes(.playlist, batch: true).gradients == 168)
        #expect(QuantisedModel.stateBytes(.playlist, batch: true).gradients == 168)
        #expect(LatentModel.stateBytes(.playlist, batch: true).gradients == 168)
        #expect(FixedModel.stateBytes(.playlist, batch: true).gradients == 336)
    }

    @Test func theTotalLeavesTablesOut() {
        #expect(QuantisedModel.stateBytes(.playlist, batch: true, stochastic: true).total == 42 + 168 + 8 + 20)
        #expect(FloatingModel<Float>.stateBytes(ModelShape(features: 2, contexts: 3)).total == 7 * 4 + 2 * 4 + 8)
    }
}
