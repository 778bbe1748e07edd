import Kernels
import Learning
import Models
import Statistics
import TestSupport
import Testing

/// Whole networks: all gradients of a batch's loss against differences.
@Suite struct ReferenceNetworkTests {
    /// A residual network of every kind of step, and of a tensor added to itself.
    static func residual(
        _ large: ImageShape = .init(height: 4, width: 3, channels: 3), filters: Int = 2, classes: Int = 3
    ) throws -> Network {
        let small = ImageShape(height: (large.height + 1) / 2, width: (large.width + 1) / 2, channels: filters)
        func shape(_ image: ImageShape, _ filters: Int, _ kernel: Int, _ stride: Int) -> ConvolutionShape {
            ConvolutionShape(
                inputHeight: image.height, inputWidth: image.width, inputChannels: image.channels,
                outputChannels: filters, kernelHeight: kernel, kernelWidth: kernel, strideHeight: stride,
                strideWidth: stride, padding: .same)
        }
        var pool = shape(small, filters, 2, 1)
        (pool.kernelHeight, pool.kernelWidth, pool.padding) = (small.height, small.width, .valid)
        let channels = large.channels
        let relu: ClosedRange<Float> = 0...Float.infinity
        let none: ClosedRange<Float> = -Float.infinity ... .infinity
        return try Network([
            .init(name: "stem", shape: .layer(.convolution(shape(large, channels, 3, 1))), inputs: [0], clamp: relu),
            .init(name: "first", shape: .layer(.convolution(shape(large, filters, 3, 2))), inputs: [1], clamp: relu),
            .init(name: "second", shape: .layer(.depthwise(shape(small, filters, 3, 1))), inputs: [2], clamp: relu),
            .init(name: "skip", shape: .layer(.convolution(shape(large, filters, 1, 2))), inputs: [1], clamp: none),
            .init(name: "add", shape: .addition(small), inputs: [3, 4], clamp: relu),
            .init(name: "twice", shape: .addition(small), inputs: [5, 5], clamp: 0...1.5),
            .init(name: "pool", shape: .layer(.averagePool(pool)), inputs: [6], clamp: none),
            .init(name: "fc", shape: .layer(.gemm(GEMMShape(m: 1, n: classes, k: filters))), inputs: [7], clamp: none),
        ])
    }

    private struct Trial {
        var network: ReferenceNetwork
        let input: [Double]
        let batch = 3

        /// A network and a batch none of whose sums is within 0.005 of a kink.
        init(using generator: inout SeededGenerator, masked: Bool = false) throws {
            let steps = try ReferenceNetworkTests.residual()
            while true {
                let parameters = steps.steps.map { step -> ReferenceParameters in
                    guard case .layer(let shape) = step.shape else { return .none }
                    var parameters = generator.parameters(shape)
                    if masked { parameters.mask = parameters.weights.map { _ in generator.integer(below: 2) == 0 } }
                    return parameters
                }
                let network = ReferenceNetwork(steps, parameters)
                let input = generator.numbers(batch * steps.inputCount)
                let sums = network.preactivations(input, batch: batch).steps
                let isSmooth = zip(steps.steps, sums).allSatisfy { step, sums in
                    sums.allSatisfy {
                        ($0 - Double(step.clamp.lowerBound)).magnitude > 0.005
                            && ($0 - Double(step.clamp.upperBound)).magnitude > 0.005
                    }
                }
                guard isSmooth else { continue }
                (self.network, self.input) = (network, input)
                return
            }
        }

        func value(_ loss: ([Double]) -> ReferenceLoss) -> Double {
            loss(network.tensors(input, batch: batch).last ?? []).value
        }

        /// The first wrong gradient: of the input or of a step's parameters.
        func fault(in gradients: ReferenceNetwork.Gradients, _ loss: ([Double]) -> ReferenceLoss) -> String? {
            let byInput = CentralDifferences.fault(in: gradients.tensors[0], at: input) {
                loss(network.tensors($0, batch: batch).last ?? []).value
            }
            if let byInput { return "input: \(byInput)" }
            for (index, step) in network.network.steps.enumerated() {
                for path in [\ReferenceParameters.weights, \.bias] {
                    let fault = CentralDifferences.fault(
                        in: gradients.parameters[index][keyPath: path], at: network.parameters[index][keyPath: path]
                    ) { moved in
                        var other = self
                        other.network.parameters[index][keyPath: path] = moved
                        return other.value(loss)
                    }
                    if let fault { return "\(step.name): \(fault)" }
                }
            }
            return nil
        }
    }

    private static let losses: [(name: String, loss: @Sendable ([Double]) -> ReferenceLoss)] = [
        ("softmax", { .softmaxCrossEntropy($0, labels: [2, 0, 1]) }),
        ("binary", { .binaryCrossEntropy($0, targets: [1, 0, 0.25, 0, 1, 1, 0.5, 0, 1]) }),
        ("squared", { .meanSquaredError($0, targets: [1, 0, 2, -1, 0.5, 1, 0, 0, 3]) }),
    ]

    @Test(arguments: [false, true])
    func gradientsEqualDifferences(masked: Bool) throws {
        var generator = SeededGenerator(for: "network gradients, masked: \(masked)")
        for _ in 0..<8 {
            let trial = try Trial(using: &generator, masked: masked)
            for (name, loss) in Self.losses {
                let gradients = trial.network.gradients(trial.input, batch: trial.batch, loss: loss)
                #expect(gradients.loss == trial.value(loss))
                let fault = trial.fault(in: gradients, loss)
                #expect(fault == nil, "\(name): \(fault ?? "")")
            }
        }
    }

    @Test func seededBugsAreCaught() throws {
        var generator = SeededGenerator(seed: 13)
        let trial = try Trial(using: &generator)
        let loss = Self.losses[0].loss
        #expect(trial.fault(in: trial.network.gradients(trial.input, batch: 3, loss: loss), loss) == nil)
        let undivided = trial.network.gradients(trial.input, batch: 3) { output in
            let sound = loss(output)
            return ReferenceLoss(value: sound.value, gradient: sound.gradient.map { 3 * $0 })
        }
        #expect(trial.fault(in: undivided, loss) != nil, "the mean's 1/B is missing")
        // The skip connection's gradient does not arrive at the stem.
        var cut = trial.network
        cut.parameters[3].weights = cut.parameters[3].weights.map { _ in 0 }
        let lost = cut.gradients(trial.input, batch: 3, loss: loss)
        #expect(trial.fault(in: lost, loss) != nil, "a branch's gradient is lost")
        // Weights of a step that changed after the forward pass.
        var stale = trial.network
        stale.parameters[7].weights[0] += 1e-3
        #expect(trial.fault(in: stale.gradients(trial.input, batch: 3, loss: loss), loss) != nil, "stale weights")
    }

    /// One example at a time, as the model's own reference computes it.
    @Test func forwardIsTheReferenceModels() throws {
        var generator = SeededGenerator(for: "forward of a batch")
        let model = try Model.random(Self.residual(), using: &generator)
        let reference = try ReferenceModel(model)
        let network = try ReferenceNetwork(model)
        let inputs = (0..<3).map { _ in generator.numbers(model.network.inputCount).floats }
        let tensors = network.tensors(inputs.flatMap(\.doubles), batch: 3)
        let singles = inputs.map { reference.tensors($0) }
        for (index, tensor) in tensors.enumerated() {
            #expect(tensor == singles.flatMap { $0[index] }, "tensor \(index)")
        }
    }
}
