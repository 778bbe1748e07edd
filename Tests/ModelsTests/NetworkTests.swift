import Kernels
import Testing

@testable import Models

/// Steps that fit together, and those that do not.
@Suite struct NetworkTests {
    private let image = ImageShape(height: 4, width: 4, channels: 2)

    @Test func factsOfAResidualNetwork() throws {
        let network = try Network.residual()
        #expect(network.inputCount == 8 * 8 * 3)
        #expect(network.outputCount == 5)
        let macs = 64 * 8 * 27 + 16 * 6 * 72 + 16 * 6 * 9 + 16 * 6 * 8 + 30
        #expect(network.macs == macs)
        let parameters = (216 + 8) + (432 + 6) + (54 + 6) + (48 + 6) + (30 + 5)
        #expect(network.parameterCount == parameters)
        #expect(network.bytes(.fp32) == 4 * (parameters + 192 + 5))
        // Eight bytes a bias: the sum's and its multiplier.
        #expect(network.bytes(.int8) == (parameters - 31) + 8 * 31 + 192 + 5)
    }

    @Test func stepsThatDoNotFitAreNamed() {
        let first = Network.Step.convolution("first", image, to: 3, from: 0)
        let made = ImageShape(height: 4, width: 4, channels: 3)
        let cases: [([Network.Step], NetworkError, String)] = [
            ([], .empty, "a network has at least one step"),
            (
                [first, .convolution("next", image, to: 3, from: 1)],
                .shapesDiffer(step: 1, name: "next", expected: "4×4×2", source: "first", actual: "4×4×3"),
                "next takes 4×4×2, but first has 4×4×3"
            ),
            (
                [first, .fullyConnected("fc", 47, to: 3, from: 1)],
                .shapesDiffer(step: 1, name: "fc", expected: "47 elements", source: "first", actual: "4×4×3"),
                "fc takes 47 elements, but first has 4×4×3"
            ),
            (
                [first, .convolution("skip", made, to: 3, from: 0)],
                .shapesDiffer(
                    step: 1, name: "skip", expected: "48 elements", source: "the network's input", actual: "32"),
                "skip takes 48 elements, but the network's input has 32"
            ),
            (
                [first, .convolution("next", made, to: 3, from: 2)],
                .unknownTensor(step: 1, name: "next", tensor: 2), "next takes tensor 2, which no step before it makes"
            ),
            (
                [first, .init(name: "add", shape: .addition(made), inputs: [1], clamp: Network.Step.relu)],
                .operandCount(step: 1, name: "add", expected: 2), "add takes 2 inputs"
            ),
            (
                [first, .convolution("lost", made, to: 3, from: 1), .convolution("last", made, to: 3, from: 1)],
                .unused(step: 1, name: "lost"), "nothing takes the output of lost"
            ),
        ]
        for (steps, error, text) in cases {
            #expect(throws: error) { try Network(steps) }
            #expect("\(error)" == text)
        }
    }

    @Test func aShapeThatCannotBeIsRefused() {
        let huge = ImageShape(height: .max, width: .max, channels: 2)
        #expect(throws: NetworkError.self) {
            try Network([.init(name: "add", shape: .addition(huge), inputs: [0, 0], clamp: Network.Step.relu)])
        }
    }
}
