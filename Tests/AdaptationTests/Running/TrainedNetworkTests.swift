import Kernels
import Learning
import Models
import Testing

@testable import Adaptation

@Suite struct TrainedNetworkTests {
    private func network(_ text: String, batch: Int = 1) throws -> (any AdaptiveNetwork, PretrainedModel) {
        let model = try PretrainedModel.ofClusters(.convolutional())
        return (try AdaptationStrategy(text).network(model, .init(batch: batch)), model)
    }

    private func outputs(_ network: any AdaptiveNetwork, _ examples: [LabelledExample]) throws -> [[Float]] {
        let room = EventBuffer(network.footprint.events)
        return examples.map { example in
            room.meet(example.input)
            return Array(UnsafeBufferPointer(start: network.outputs(room.inputs, at: room.count), count: 3))
        }
    }

    private func learn(_ network: any AdaptiveNetwork, _ examples: [LabelledExample], rate: Double) throws {
        let room = EventBuffer(network.footprint.events)
        for example in examples {
            room.meet(example.input)
            room.keep(label: example.label)
            guard room.isFull else { continue }
            try network.update(room.inputs, labels: room.labels, rate: rate)
            room.removeAll()
        }
    }

    private func distance(_ one: [[Float]], _ other: [[Float]]) -> Float {
        zip(one.joined(), other.joined()).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    }

    /// In fewer digits, which outputs of some units lose little by.
    @Test(arguments: ["full/bf16", "full/fp16", "full/int8", "full/int8+fp32", "tiny-ol/int8", "frozen/int8"])
    func beginsNearTheShippedModelInOtherNumbers(_ text: String) throws {
        let examples = clusters(20, width: 48, classes: 3, seed: 4)
        let frozen = try outputs(network("frozen").0, examples)
        let most = frozen.joined().reduce(0) { max($0, $1.magnitude) }
        let distance = distance(try outputs(network(text).0, examples), frozen)
        #expect(distance > 0 && distance < 0.1 * most)
    }

    /// Before anything is learnt all predict as the shipped model does.
    @Test(arguments: ["full", "head", "layer-wise/3", "tiny-ol"], [1, 4])
    func beginsAsTheShippedModel(_ text: String, _ batch: Int) throws {
        let examples = clusters(20, width: 48, classes: 3, seed: 4)
        let frozen = try outputs(network("frozen").0, examples)
        #expect(distance(try outputs(network(text, batch: batch).0, examples), frozen) < 1e-3)
    }

    /// The one that is met stands behind those that wait for the rest of their batch, and is predicted alone.
    @Test(arguments: ["full", "full/int8+fp32"]) func anExampleIsPredictedWhereItStands(_ text: String) throws {
        let examples = clusters(6, width: 48, classes: 3, seed: 4)
        let alone = try outputs(network(text).0, examples)
        let (four, _) = try network(text, batch: 4)
        let room = EventBuffer(four.footprint.events)
        for place in 0..<4 {
            room.meet(examples[place].input)
            let own = Array(UnsafeBufferPointer(start: four.outputs(room.inputs, at: place), count: 3))
            #expect(distance([own], [alone[place]]) < 1e-5)
            room.keep(label: 0)
        }
        #expect(room.isFull)
    }

    /// A batch of four is four gradients' mean.
    @Test func aBatchLearnsTheMean() throws {
        let examples = clusters(4, width: 48, classes: 3, seed: 4, shift: 1)
        let (four, model) = try network("head", batch: 4)
        try learn(four, examples, rate: 0.4)
        var sum = model.model.parameters(ofStep: 3).weights
        for example in examples {
            let (one, _) = try network("head")
            try learn(one, [example], rate: 0.1)
            for (place, (new, old)) in zip(
                one.parameters(ofStep: 3).weights, model.model.parameters(ofStep: 3).weights
            ).enumerated() {
                sum[place] += new - old
            }
        }
        let learnt = four.parameters(ofStep: 3).weights
        for (one, other) in zip(learnt, sum) { #expect(abs(one - other) < 1e-4) }
    }

    /// The model in INT8 is that of the weights as they have been learnt.
    @Test(arguments: ["full/int8+fp32", "head/int8+fp32", "full/int8+bf16", "channels/0.25/int8+fp16"])
    func theTwinIsTheLearntModelInIntegers(_ text: String) throws {
        let examples = clusters(40, width: 48, classes: 3, seed: 4, shift: 0.5)
        let (twin, model) = try network(text)
        let before = try outputs(twin, examples)
        try learn(twin, examples, rate: 0.05)
        var operations = model.model.operations
        for step in operations.indices {
            guard case .layer(.float(var layer)) = operations[step] else { continue }
            (layer.weights, layer.bias) = twin.parameters(ofStep: step)
            operations[step] = .layer(.float(layer))
        }
        let learnt = try Model(model.model.network, precision: .fp32, operations: operations)
        let (integers, backend) = try model.quantized(learnt)
        let inference = try Inference(integers, on: backend)
        let expected = examples.map { Array(UnsafeBufferPointer(start: inference.run($0.input), count: 3)) }
        #expect(try outputs(twin, examples) == expected)
        #expect(before != expected)
    }
}
