import Learning
import Models
import Testing

@testable import Adaptation

/// What a strategy does not update is bit for bit what was shipped.
@Suite struct FrozenParametersTests {
    /// What changes of a step of the convolutional network: input channels of its weights, and whether its biases do.
    struct Change: Equatable {
        var channels: Set<Int>
        var bias: Bool

        static let none = Change(channels: [], bias: false)
        var isBias: Bool { channels.isEmpty && bias }
        var isAll: Bool { channels.count > 1 && bias }
    }

    /// Which steps change at all: conv, depthwise, hidden, head.
    static let cases: [(String, [Bool])] = [
        ("frozen", [false, false, false, false]), ("frozen/int8", [false, false, false, false]),
        ("full", [true, true, true, true]), ("head", [false, false, false, true]),
        ("last/2", [false, false, true, true]), ("last/3", [false, true, true, true]),
        ("layer-wise/1", [true, true, true, true]),
        // Twenty updates are the head's turn alone.
        ("layer-wise/20", [false, false, false, true]), ("layer-wise/10", [false, false, true, true]),
        ("biases", [true, true, true, true]), ("channels/0.25", [true, true, true, true]),
        ("head/int8+fp32", [false, false, false, true]), ("tiny-ol", [false, false, false, true]),
        ("tiny-ol/int8", [false, false, false, true]), ("head/bf16", [false, false, false, true]),
        ("last/2/fp16", [false, false, true, true]), ("layer-wise/20/int8", [false, false, false, true]),
        ("last/3/int8", [false, true, true, true]), ("head/int8-unscaled", [false, false, false, true]),
        ("head/int8+bf16", [false, false, false, true]), ("last/2/int8+fp16", [false, false, true, true]),
    ]

    private func run(
        _ text: String, spoiling step: Int? = nil, spoilsPacking: Bool = false
    ) throws -> (changes: [Change], result: PrequentialResult) {
        let model = try PretrainedModel.ofClusters(.convolutional())
        let strategy = try AdaptationStrategy(text)
        let network = SpoilingNetwork(
            try strategy.network(model, .init()), step: step, spoilsPacking: spoilsPacking)
        let before = (0..<4).map(network.parameters)
        let stream = ConstructedStream(clusters(20, width: 48, classes: 3, seed: 9, shift: 0.5), classes: 3)
        let result = try AdaptationRun(model, stream, strategy, .init(rate: 0.05)).result(network)
        let changes = zip(before, model.model.network.steps).enumerated().map { index, step in
            let (before, after) = (step.0, network.parameters(ofStep: index))
            guard case .layer(let shape) = step.1.shape else { return Change.none }
            let inputs = shape.isChannelwise ? 1 : shape.asConvolution.inputChannels
            let weights = before.weights.indices.filter { before.weights[$0] != after.weights[$0] }
            return Change(
                channels: Set(weights.map { $0 / before.bias.count % inputs }), bias: before.bias != after.bias)
        }
        return (changes, result)
    }

    @Test(arguments: cases)
    func whatIsNotUpdatedStays(_ text: String, _ changing: [Bool]) throws {
        let (changes, result) = try run(text)
        #expect(changes.map { $0 != .none } == changing)
        #expect(result.strayedParameters == 0)
    }

    @Test(arguments: ["biases", "biases/bf16", "biases/int8"])
    func biasesChangeAlone(_ text: String) throws {
        let changes = try run(text).changes
        #expect(changes.prefix(3).allSatisfy(\.isBias) && changes[3].isAll)
    }

    /// A quarter of 3 input channels and of 64, the first ones; a depthwise layer has none to choose from.
    @Test func channelsAreTheFirstOnes() throws {
        let changes = try run("channels/0.25").changes
        #expect(changes[0] == Change(channels: [0], bias: true))
        #expect(changes[1].isBias)
        // Not all of them, as what is 0 in all events has no gradient.
        #expect(changes[2].isSubset(of: 16) && !changes[2].isSubset(of: 8))
    }

    /// One bit of one weight that should have stayed.
    @Test(arguments: [
        "frozen", "head", "last/2", "last/3", "biases", "head/int8+fp32", "tiny-ol", "head/int8", "biases/bf16",
    ])
    func aFrozenWeightThatMovesIsSeen(_ text: String) throws {
        #expect(try run(text, spoiling: 0).result.strayedParameters == 1)
    }

    /// One bit of weights that were packed for good, which no parameters tell of.
    @Test(arguments: ["frozen", "frozen/int8", "tiny-ol", "tiny-ol/int8"])
    func aPackedWeightThatMovesIsSeen(_ text: String) throws {
        #expect(try run(text).result.strayedParameters == 0)
        #expect(try run(text, spoilsPacking: true).result.strayedParameters == 1)
    }

    /// The last weight is the last channel's.
    @Test func aChannelThatIsNotChosenIsSeen() throws {
        #expect(try run("channels/0.25", spoiling: 0).result.strayedParameters == 1)
        #expect(try run("full", spoiling: 0).result.strayedParameters == 0)
    }
}

extension FrozenParametersTests.Change {
    func isSubset(of channels: Int) -> Bool { bias && self.channels.isSubset(of: 0..<channels) }
}

/// Moves one weight by one bit, once it has learnt or predicted anything.
private final class SpoilingNetwork: AdaptiveNetwork {
    private let network: any AdaptiveNetwork
    private let step: Int?
    private let spoilsPacking: Bool
    private var isSpoilt = false

    init(_ network: any AdaptiveNetwork, step: Int?, spoilsPacking: Bool) {
        (self.network, self.step, self.spoilsPacking) = (network, step, spoilsPacking)
    }

    var packedWeights: [UInt8] {
        var packed = network.packedWeights
        if isSpoilt, spoilsPacking { packed[0] ^= 1 }
        return packed
    }

    var batch: Int { network.batch }
    var footprint: Footprint { network.footprint }
    func notice() { network.notice() }

    func outputs(_ inputs: UnsafePointer<Float>, at place: Int) -> UnsafePointer<Float> {
        isSpoilt = true
        return network.outputs(inputs, at: place)
    }

    func update(_ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rate: Double) throws {
        try network.update(inputs, labels: labels, rate: rate)
    }

    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) {
        var own = network.parameters(ofStep: index)
        if isSpoilt, index == step { own.weights[own.weights.count - 1] = own.weights[own.weights.count - 1].nextUp }
        return own
    }
}
