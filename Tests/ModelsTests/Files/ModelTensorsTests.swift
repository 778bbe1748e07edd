import Kernels
import Statistics
import TestSupport
import Testing

@testable import Models

/// Models of trained weights.
@Suite struct ModelTensorsTests {
    /// Each step's weights and biases, bit by bit.
    private func bits(_ model: Model) -> [[UInt32]] {
        model.operations.map { operation in
            guard case .layer(.float(let layer)) = operation else { return [] }
            return (layer.weights + layer.bias).map(\.bitPattern)
        }
    }

    /// As `numbers` of Fixtures/make_tensors.py makes them.
    private func numbers(_ count: Int, _ seed: Int) -> [Float] {
        (0..<count).map { index -> Float in Float((index * 37 + seed * 11) % 19 - 9) / 16 }
    }

    /// The network of flatten.safetensors.
    private func flattening() throws -> Network {
        func valid(_ image: ImageShape, to channels: Int, _ height: Int, _ width: Int) -> ConvolutionShape {
            ConvolutionShape(
                inputHeight: image.height, inputWidth: image.width, inputChannels: image.channels,
                outputChannels: channels, kernelHeight: height, kernelWidth: width, padding: .valid)
        }
        let conv = valid(ImageShape(height: 4, width: 3, channels: 2), to: 3, 2, 2)
        let taps = valid(ImageShape(height: 3, width: 2, channels: 3), to: 3, 2, 1)
        return try Network([
            .init(name: "conv", shape: .layer(.convolution(conv)), inputs: [0], clamp: Network.Step.none),
            .init(name: "taps", shape: .layer(.depthwise(taps)), inputs: [1], clamp: Network.Step.none),
            .fullyConnected("fc", 12, to: 4, from: 2),
        ])
    }

    private func output(_ model: Model, _ input: [Double]) throws -> [Double] {
        try #require(ReferenceModel(model).tensors(input.map { Float($0) }).last)
    }

    @Test func bothLayoutsHoldTheSameModel() throws {
        let native = try Model(.residual(), tensors: TensorFixtures.file("native"))
        let pytorch = try Model(.residual(), tensors: TensorFixtures.file("pytorch"))
        #expect(bits(native) == bits(pytorch))
        for (name, layout) in [("native", WeightLayout.native), ("pytorch", .pytorch)] {
            #expect(try native.tensorFile(layout).data == TensorFixtures.data(name))
        }
        guard case .layer(.float(let stem)) = native.operations[0] else {
            Issue.record("the first step is no layer")
            return
        }
        #expect(stem.weights == numbers(216, 2) && stem.bias == numbers(8, 3))
        #expect(stem.clamp == Network.Step.relu)
    }

    /// NumPy computes the network with channels first, from the image to `Flatten`.
    @Test func anImageTakenWholeIsInPyTorchsOrder() throws {
        let model = try Model(flattening(), tensors: TensorFixtures.file("flatten"))
        #expect(try output(model, TensorFixtures.numbers("flatten.input")) == TensorFixtures.numbers("flatten.output"))
        #expect(try model.tensorFile(.pytorch).data == TensorFixtures.data("flatten"))
    }

    /// A sum of images is an image, and so is the input that a convolution takes.
    @Test func aSumOfImagesTakenWholeIsInPyTorchsOrder() throws {
        let image = ImageShape(height: 2, width: 2, channels: 3)
        let last = Network.Step.fullyConnected("fc", 12, to: 2, from: 2)
        var generator = SeededGenerator(for: "sums of images")
        for operands in [(0, 1), (1, 0), (1, 1)] {
            let network = try Network([
                .convolution("conv", image, to: 3, from: 0), .addition("add", image, of: operands), last,
            ])
            let model = try Model.random(network, using: &generator)
            guard case .layer(.float(let layer)) = model.operations[2] else { continue }
            let stored = try model.tensorFile(.pytorch).floats("fc.weight")
            for (output, pixel, channel) in [(0, 0, 0), (1, 0, 1), (0, 3, 0), (1, 2, 2)] {
                #expect(stored[output * 12 + channel * 4 + pixel] == layer.weights[(pixel * 3 + channel) * 2 + output])
            }
        }
    }

    @Test func anyModelComesBackBitForBit() throws {
        var generator = SeededGenerator(for: "model round trips")
        for index in 0..<60 {
            let network = try index == 0 ? .residual() : index == 1 ? flattening() : Network.random(using: &generator)
            let model = try Model.random(network, using: &generator)
            for layout in WeightLayout.allCases {
                let file = try model.tensorFile(layout)
                let read = try TensorFile(data: file.data, name: "read")
                #expect(try bits(Model(network, tensors: read)) == bits(model))
            }
        }
    }

    @Test func takesNumbersOf16BitsAndOf64WhereAllowed() throws {
        let network = try Network([.fullyConnected("fc", 2, to: 1, from: 0)])
        let half = try TensorFile([
            StoredTensor("fc.weight", shape: [2, 1], floats: [0.5, 0.1], as: .fp16),
            StoredTensor("fc.bias", shape: [1], floats: [0.1], as: .bf16),
        ])
        let model = try Model(network, tensors: half)
        #expect(
            bits(model)[0] == [0.5, FloatFormat.fp16.rounded(0.1), FloatFormat.bf16.rounded(0.1)].map(\.bitPattern))
        let wide = try TensorFile([
            StoredTensor("fc.weight", shape: [2, 1], floats: [1, 2]),
            StoredTensor("fc.bias", .f64, shape: [1], bytes: .init(count: 8)),
        ])
        #expect(throws: TensorFileError.narrowing(file: wide.name, tensor: "fc.bias")) {
            try Model(network, tensors: wide)
        }
        #expect(try bits(Model(network, tensors: wide, narrowing: true))[0] == [1, 2, 0].map { Float($0).bitPattern })
    }

    @Test func stepsOfOneNameAreNumbered() throws {
        var generator = SeededGenerator(for: "steps of one name")
        let image = ImageShape(height: 1, width: 1, channels: 2)
        func network(_ names: [String]) throws -> Network {
            try Network(names.enumerated().map { .convolution($1, image, to: 2, kernel: 1, from: $0) })
        }
        let model = try Model.random(network(["block", "block", "other", "block"]), using: &generator)
        #expect(
            try model.tensorFile().tensors.map(\.name) == [
                "block.2.bias", "block.2.weight", "block.3.bias", "block.3.weight", "block.bias", "block.weight",
                "other.bias", "other.weight",
            ])
        let alike = try Model.random(network(["a", "a", "a.2"]), using: &generator)
        #expect(throws: TensorFileError.stepsAlike(file: "f", step: "a.2", name: "a.2")) {
            try alike.tensorFile(name: "f")
        }
    }

    @Test func refusesModelsThatAreNotFP32() throws {
        let model = try Model(.residual(), tensors: TensorFixtures.file("native")).rounded(to: .bf16)
        #expect(throws: TensorFileError.notFP32(.bf16)) { try model.tensorFile() }
    }

    // MARK: Seeded bugs

    /// What a reader without regard to `Flatten` would make of the last layer.
    @Test func theOrderOfAnImageTakenWholeMatters() throws {
        let network = try flattening()
        let right = try Model(network, tensors: TensorFixtures.file("flatten"))
        guard case .layer(.float(var layer)) = right.operations[2],
            let careless = WeightOrder(layer.shape, taking: nil, in: .pytorch)
        else {
            Issue.record("nothing to look at")
            return
        }
        layer.weights = careless.read(try TensorFixtures.file("flatten").floats("fc.weight"))
        let wrong = try Model(
            network, precision: .fp32, operations: right.operations.dropLast() + [.layer(.float(layer))])
        let input = try TensorFixtures.numbers("flatten.input")
        #expect(try output(wrong, input) != TensorFixtures.numbers("flatten.output"))
    }

    /// A square matrix fits either way.
    @Test func aSquareMatrixDependsOnItsLayout() throws {
        let network = try Network([.fullyConnected("fc", 2, to: 2, from: 0)])
        func model(_ metadata: [String: String]) throws -> Model {
            try Model(
                network,
                tensors: TensorFile(
                    [
                        StoredTensor("fc.weight", shape: [2, 2], floats: [1, 2, 3, 4]),
                        StoredTensor("fc.bias", shape: [2], floats: [0, 0]),
                    ], metadata: metadata, name: "f"))
        }
        #expect(try output(model([:]), [1, 0]) == [1, 2])
        #expect(try output(model(["layout": "pytorch"]), [1, 0]) == [1, 3])
        #expect(try output(model(["layout": "native", "format": "pt"]), [1, 0]) == [1, 2])
        #expect(throws: TensorFileError.layoutUnsaid(file: "f")) { try model(["format": "pt"]) }
        #expect(throws: TensorFileError.layoutUnknown(file: "f", layout: "torch", known: ["native", "pytorch"])) {
            try model(["layout": "torch"])
        }
    }
}
