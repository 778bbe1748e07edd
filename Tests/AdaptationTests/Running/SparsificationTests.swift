import Kernels
import Learning
import Models
import Testing

@testable import Adaptation

@Suite("Training with few weights")
struct SparsificationTests {
    private static func zeros(_ model: Model) -> [Int] {
        model.operations.indices.map { model.parameters(ofStep: $0).weights.count { $0 == 0 } }
    }

    @Test("The smallest weights are left out after a quarter of the steps, and the others go on learning")
    func pretraining() throws {
        let network = try Network.dense([12, 20, 10, 3])
        let examples = try Examples(clusters(300, width: 12, classes: 3, seed: 2), classes: 3)
        let sparse = try Pretraining(epochs: 30, sparsity: 0.75).model(of: network, on: examples, seed: 1)
        #expect(Self.zeros(sparse.model) == [180, 150, 0])
        let held = clusters(200, width: 12, classes: 3, seed: 3)
        let reference = try ReferenceModel(sparse.model)
        let right = held.count { example in
            let outputs = reference.tensors(example.input).last ?? []
            return outputs.indices.max { outputs[$0] < outputs[$1] } == example.label
        }
        #expect(right > 180, "\(right) of 200")
        // It is another model than the one of all weights without its smallest.
        let dense = try Pretraining(epochs: 30).model(of: network, on: examples, seed: 1)
        #expect(Self.zeros(dense.model) == [0, 0, 0])
        let thinned = try dense.model.thinned(to: 0.75)
        #expect(Self.zeros(thinned) == [180, 150, 0])
        #expect(thinned.parameters(ofStep: 0).weights != sparse.model.parameters(ofStep: 0).weights)
    }

    @Test("What is left when a model is thinned is the largest, as it was")
    func thinned() throws {
        let pretrained = try PretrainedModel.random(.dense([8, 6, 3]), seed: 4)
        let (before, after) = (pretrained.model, try pretrained.model.thinned(to: 0.5))
        let (own, left) = (before.parameters(ofStep: 0).weights, after.parameters(ofStep: 0).weights)
        let kept = own.indices.filter { left[$0] != 0 }
        #expect(kept.count == 24 && kept.allSatisfy { own[$0] == left[$0] })
        let least = kept.map { own[$0].magnitude }.min() ?? 0
        #expect(own.indices.allSatisfy { left[$0] != 0 || own[$0].magnitude <= least })
        #expect(after.parameters(ofStep: 0).bias == before.parameters(ofStep: 0).bias)
        #expect(throws: ModelError.notSparse) {
            try PretrainedModel.random(.convolutional(), seed: 4).model.thinned(to: 0.5)
        }
    }

    @Test("What of a network learns, over all turns")
    func learningParts() throws {
        let network = try Network.convolutional()
        func parts(_ text: String) throws -> [UpdateScope.Part] {
            try AdaptationStrategy(text).learningParts(of: network)
        }
        #expect(try parts("frozen") == [.none, .none, .none, .none])
        #expect(try parts("head/int8+fp32") == [.none, .none, .none, .all])
        #expect(try parts("biases") == [.biases, .biases, .biases, .all])
        #expect(try parts("layer-wise/4") == [.all, .all, .all, .all])
    }
}
