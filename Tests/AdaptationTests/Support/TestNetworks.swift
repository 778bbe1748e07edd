import Kernels
import Learning
import Models
import RealModule
import Statistics

@testable import Adaptation

extension Network {
    /// Fully connected layers of these sizes, ReLU between them.
    static func dense(_ sizes: [Int]) throws -> Network {
        try Network(
            zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
                let isLast = index == sizes.count - 2
                return Step(
                    name: "fc\(index + 1)", shape: .layer(.gemm(GEMMShape(m: 1, n: size.1, k: size.0))),
                    inputs: [index],
                    clamp: (isLast ? -Float.infinity : 0)...Float.infinity)
            })
    }

    /// Two convolutions, one of them channel by channel, a hidden layer and a head, for signals of 16 samples of 3 channels.
    static func convolutional() throws -> Network {
        func shape(_ channels: Int, _ filters: Int) -> ConvolutionShape {
            ConvolutionShape(
                inputHeight: 16, inputWidth: 1, inputChannels: channels, outputChannels: filters, kernelHeight: 3,
                kernelWidth: 1, strideHeight: channels == 3 ? 2 : 1, strideWidth: 1, padding: .same)
        }
        var depthwise = shape(8, 8)
        depthwise.inputHeight = 8
        let relu = 0...Float.infinity
        return try Network([
            Step(name: "conv", shape: .layer(.convolution(shape(3, 8))), inputs: [0], clamp: relu),
            Step(name: "depthwise", shape: .layer(.depthwise(depthwise)), inputs: [1], clamp: relu),
            Step(name: "hidden", shape: .layer(.gemm(GEMMShape(m: 1, n: 12, k: 64))), inputs: [2], clamp: relu),
            Step(
                name: "head", shape: .layer(.gemm(GEMMShape(m: 1, n: 3, k: 12))), inputs: [3],
                clamp: -Float.infinity...Float.infinity),
        ])
    }
}

/// Clusters around a centre for each class, one after the other.
func clusters(_ count: Int, width: Int, classes: Int, seed: UInt64, shift: Float = 0) -> [LabelledExample] {
    var centres = SeededGenerator(seed: 7, stream: "centres")
    let means = (0..<classes).map { _ in (0..<width).map { _ in Float(2 * centres.uniform() - 1) } }
    var generator = SeededGenerator(seed: seed, stream: "clusters")
    return (0..<count).map { _ in
        let label = generator.integer(below: classes)
        return LabelledExample(
            input: means[label].map { $0 + shift + 0.3 * Float(generator.gaussian()) }, label: label)
    }
}

extension Examples {
    /// Examples of a test.
    init(_ examples: [LabelledExample], classes: Int) throws {
        try self.init(
            shape: ImageShape(height: examples[0].input.count, width: 1, channels: 1),
            classes: (0..<classes).map { "\($0)" }, inputs: examples.flatMap(\.input), labels: examples.map(\.label))
    }
}

extension PretrainedModel {
    /// A network that has learnt the clusters.
    static func ofClusters(_ network: Network, seed: UInt64 = 1) throws -> PretrainedModel {
        let examples = clusters(300, width: network.inputCount, classes: network.outputCount, seed: seed)
        return try Pretraining(epochs: 5).model(
            of: network, on: Examples(examples, classes: network.outputCount), seed: seed)
    }

    /// A network with random weights, calibrated by the clusters.
    static func random(_ network: Network, seed: UInt64) throws -> PretrainedModel {
        var generator = SeededGenerator(seed: seed)
        let examples = clusters(64, width: network.inputCount, classes: network.outputCount, seed: seed)
        return try PretrainedModel(
            Model.random(network, using: &generator), calibration: Examples(examples, classes: network.outputCount))
    }
}

/// Says what a test tells it to, and notes what it is taught.
final class ScriptedNetwork: AdaptiveNetwork {
    let batch: Int
    private let classes: Int
    private let answer: (_ input: Float, _ updates: Int) -> (label: Int, probability: Double)
    private let room: UnsafeMutablePointer<Float>
    private(set) var taught: [[Float]] = []

    /// - Parameter answer: by an input's first number and the updates so far.
    init(
        batch: Int = 1, classes: Int = 2,
        _ answer: @escaping (_ input: Float, _ updates: Int) -> (label: Int, probability: Double)
    ) {
        (self.batch, self.classes, self.answer) = (batch, classes, answer)
        room = .allocate(capacity: classes)
        room.initialize(repeating: 0, count: classes)
    }

    deinit { room.deallocate() }

    func outputs(_ inputs: UnsafePointer<Float>, at place: Int) -> UnsafePointer<Float> {
        let (label, probability) = answer(inputs[place * Self.width], taught.count)
        // Logits whose softmax gives the probability.
        let rest = (1 - probability) / Double(classes - 1)
        for i in 0..<classes { room[i] = i == label ? 0 : Float.log(Float(rest / probability)) }
        return UnsafePointer(room)
    }

    func update(_ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rate: Double) {
        taught.append((0..<batch).map { inputs[$0 * Self.width] })
    }

    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) { ([], []) }
    var footprint: Footprint { Footprint(inferenceMACs: 0, events: .init(width: Self.width, batch: batch)) }
    /// Numbers of an input.
    private static let width = 4
}
