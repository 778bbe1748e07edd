import Foundation
import Kernels
import Testing

@testable import Models

/// Files that are not a network's.
@Suite struct ModelTensorErrorTests {
    private func error(
        _ network: Network, _ tensors: [StoredTensor], _ metadata: [String: String] = [:]
    ) throws -> TensorFileError? {
        let file = try TensorFile(tensors, metadata: metadata, name: "f")
        do {
            _ = try Model(network, tensors: file)
            return nil
        } catch { return error as? TensorFileError }
    }

    private func zeros(_ name: String, _ shape: Int...) -> StoredTensor {
        StoredTensor(name, shape: shape, floats: [Float](repeating: 0, count: shape.reduce(1, *)))
    }

    @Test func missingAndSurplusTensorsAreNamedWithTheirNearest() throws {
        let network = try Network([.fullyConnected("dense", 2, to: 3, from: 0)])
        let (weight, bias) = (zeros("dense.weight", 2, 3), zeros("dense.bias", 3))
        #expect(try error(network, [weight, bias]) == nil)
        #expect(
            try error(network, [zeros("dense.wieght", 2, 3), bias])
                == .tensorMissing(file: "f", tensor: "dense.weight", nearest: ["dense.wieght", "dense.bias"]))
        #expect(
            try error(network, [weight]) == .tensorMissing(file: "f", tensor: "dense.bias", nearest: ["dense.weight"]))
        #expect(try error(network, []) == .tensorMissing(file: "f", tensor: "dense.weight", nearest: []))
        #expect(
            try error(network, [weight, bias, zeros("dense.weights", 1)])
                == .tensorSurplus(file: "f", tensor: "dense.weights", nearest: ["dense.weight", "dense.bias"]))
        let counter = StoredTensor("num_batches_tracked", .i64, shape: [], bytes: .init(count: 8))
        #expect(
            try error(network, [weight, bias, counter])
                == .tensorSurplus(file: "f", tensor: "num_batches_tracked", nearest: []))
    }

    @Test func otherShapesAndTypesAreRefused() throws {
        let image = ImageShape(height: 5, width: 5, channels: 2)
        let network = try Network([
            .convolution("conv", image, to: 4, from: 0),
            .depthwise("taps", .init(height: 5, width: 5, channels: 4), from: 1),
        ])
        let native = [
            zeros("conv.weight", 18, 4), zeros("conv.bias", 4), zeros("taps.weight", 9, 4), zeros("taps.bias", 4),
        ]
        let pytorch = [zeros("conv.weight", 4, 2, 3, 3), native[1], zeros("taps.weight", 4, 1, 3, 3), native[3]]
        let layout = ["layout": "pytorch"]
        #expect(try error(network, native) == nil && error(network, pytorch, layout) == nil)
        #expect(
            try error(network, pytorch)
                == .shapeDiffers(file: "f", tensor: "conv.weight", expected: [18, 4], actual: [4, 2, 3, 3]))
        #expect(
            try error(network, native, layout)
                == .shapeDiffers(file: "f", tensor: "conv.weight", expected: [4, 2, 3, 3], actual: [18, 4]))
        #expect(
            try error(network, Array(pytorch[..<2]) + [zeros("taps.weight", 1, 4, 3, 3), native[3]], layout)
                == .shapeDiffers(file: "f", tensor: "taps.weight", expected: [4, 1, 3, 3], actual: [1, 4, 3, 3]))
        #expect(
            try error(network, [native[0], zeros("conv.bias", 4, 1)] + native[2...])
                == .shapeDiffers(file: "f", tensor: "conv.bias", expected: [4], actual: [4, 1]))
        let integers = StoredTensor("conv.bias", .i8, shape: [4], bytes: Data(count: 4))
        #expect(
            try error(network, [native[0], integers] + native[2...])
                == .notFloat(file: "f", tensor: "conv.bias", element: .i8))
    }

    /// Rows of an image that are no pixels may be in any order in PyTorch.
    @Test func rowsOfImagesNeedTheirOrder() throws {
        let image = ImageShape(height: 4, width: 2, channels: 3)
        func network(rows: Int, to channels: Int) throws -> Network {
            let product = GEMMShape(m: rows, n: 2, k: image.height * image.width * channels / rows)
            return try Network([
                .convolution("conv", image, to: channels, kernel: 1, from: 0),
                .init(name: "rows", shape: .layer(.gemm(product)), inputs: [1], clamp: Network.Step.none),
            ])
        }
        func tensors(rows: Int) -> [StoredTensor] {
            [
                zeros("conv.weight", 3, 3, 1, 1), zeros("conv.bias", 3), zeros("rows.weight", 2, 24 / rows),
                zeros("rows.bias", 2),
            ]
        }
        let layout = ["layout": "pytorch"]
        #expect(try error(network(rows: 1, to: 3), tensors(rows: 1), layout) == nil)
        #expect(try error(network(rows: 8, to: 3), tensors(rows: 8), layout) == nil, "a row is a pixel")
        #expect(
            try error(network(rows: 4, to: 3), tensors(rows: 4), layout) == .orderUnknown(file: "f", step: "rows"))
        let native = [
            zeros("conv.weight", 3, 3), zeros("conv.bias", 3), zeros("rows.weight", 6, 2), zeros("rows.bias", 2),
        ]
        #expect(try error(network(rows: 4, to: 3), native) == nil)
    }
}
