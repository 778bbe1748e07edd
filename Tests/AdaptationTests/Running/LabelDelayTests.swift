import Learning
import Testing

@testable import Adaptation

/// A label may influence no prediction before its time.
@Suite struct LabelDelayTests {
    private static let count = 60
    private static let place = 20

    /// Two streams that differ in one label alone: the first prediction in which they can be told apart.
    /// - Parameter peeks: whether the network learns what it has no label of yet.
    private func firstDifference(_ strategy: AdaptationStrategy, delay: Int, peeks: Bool = false) throws -> Int? {
        let events = clusters(Self.count, width: 48, classes: 3, seed: 5)
        var others = events
        others[Self.place] = LabelledExample(
            input: events[Self.place].input, label: (events[Self.place].label + 1) % 3)
        let model = try PretrainedModel.ofClusters(.convolutional())
        let outputs = try [events, others].map { events in
            let settings = AdaptationSettings(rate: 0.1, labelDelay: delay)
            let network = NotingNetwork(
                try strategy.network(model, .init()), peeking: peeks ? events : [])
            _ = try AdaptationRun(model, ConstructedStream(events, classes: 3), strategy, settings).result(network)
            return network.outputs
        }
        // Before the first event and after the last one two held-out examples are judged.
        return (0..<Self.count).first { outputs[0][2 + $0] != outputs[1][2 + $0] }
    }

    @Test(
        arguments: ["full", "head", "layer-wise/1", "tiny-ol", "full/int8+fp32", "full/bf16", "full/int8"], [0, 1, 7])
    func aLabelCountsFromTheEventAfterItCame(_ strategy: String, delay: Int) throws {
        let first = try firstDifference(AdaptationStrategy(strategy), delay: delay)
        #expect(first == Self.place + delay + 1)
    }

    /// A network that peeks tells a label with its own event's prediction already.
    @Test func aLabelBeforeItsTimeIsSeen() throws {
        #expect(try firstDifference(.init(.full), delay: 7, peeks: true) == Self.place)
    }

    @Test func aFrozenModelNeverTells() throws {
        #expect(try firstDifference(.frozen, delay: 0) == nil)
    }
}

/// Notes all outputs of a network, and may teach it what it should not know yet.
private final class NotingNetwork: AdaptiveNetwork {
    private let network: any AdaptiveNetwork
    private let known: [LabelledExample]
    private(set) var outputs: [[Float]] = []

    init(_ network: any AdaptiveNetwork, peeking known: [LabelledExample]) {
        (self.network, self.known) = (network, known)
    }

    var batch: Int { network.batch }
    var footprint: Footprint { network.footprint }
    func notice() { network.notice() }

    func outputs(_ inputs: UnsafePointer<Float>, at place: Int) -> UnsafePointer<Float> {
        let values = Array(UnsafeBufferPointer(start: inputs, count: 48))
        if let label = known.first(where: { $0.input == values })?.label, outputs.count >= 2 {
            // Labels of examples are classes.
            try? network.update(inputs, labels: [Int32(label)], rate: 0.1)
        }
        let made = network.outputs(inputs, at: place)
        outputs.append(Array(UnsafeBufferPointer(start: made, count: 3)))
        return made
    }

    func update(_ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rate: Double) throws {
        try network.update(inputs, labels: labels, rate: rate)
    }

    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) { network.parameters(ofStep: index) }
}
