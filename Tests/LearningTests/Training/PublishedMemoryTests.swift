import Kernels
import Models
import Testing

@testable import Learning

/// The published formula, by hand.
@Suite struct PublishedMemoryTests {
    private let network: Network
    private static let none = -Float.infinity...Float.infinity

    init() throws {
        let image = ConvolutionShape(
            inputHeight: 4, inputWidth: 4, inputChannels: 8, outputChannels: 16, kernelHeight: 3, kernelWidth: 3,
            padding: .same)
        var depthwise = image
        depthwise.inputChannels = 16
        network = try Network([
            .init(name: "conv", shape: .layer(.convolution(image)), inputs: [0], clamp: Self.none),
            .init(name: "dw", shape: .layer(.depthwise(depthwise)), inputs: [1], clamp: Self.none),
            .init(name: "fc", shape: .layer(.gemm(.init(m: 1, n: 10, k: 256))), inputs: [2], clamp: Self.none),
        ])
    }

    private func bytes(_ parts: [UpdateScope.Part], batch: Int = 1, elementBits: Int = 8) throws -> Int {
        PublishedMemory.bytes(
            network, try UpdateScope(parts, of: network), batch: batch, elementBits: elementBits)
    }

    @Test func layersAddUp() throws {
        // Biases of 32 bits and a bit an output; 8 bits a weight of the chosen channels and an element of these.
        #expect(try bytes([.biases, .none, .none]) == (32 * 16 + 256) / 8)
        #expect(try bytes([.inputChannels(2), .none, .none]) == (32 * 16 + 256) / 8 + 9 * 16 * 2 + 16 * 2)
        #expect(try bytes([.all, .none, .none]) == (32 * 16 + 256) / 8 + 9 * 16 * 8 + 16 * 8)
        #expect(try bytes([.none, .all, .none]) == (32 * 16 + 256) / 8 + 9 * 16 + 16 * 16)
        // Weights of fully connected layers are left out.
        #expect(try bytes([.none, .none, .all]) == (32 * 10 + 10 + 7) / 8)
    }

    @Test func batchesAndNumbers() throws {
        let expected = (32 * 16 + 4 * 256) / 8 + 4 * (9 * 16 * 8 + 4 * 16 * 8)
        #expect(try bytes([.all, .none, .none], batch: 4, elementBits: 32) == expected)
    }
}
