import Statistics
import TestSupport
import Testing

@testable import Kernels

/// Layers that oneDNN 2.6 computed wrongly on processors with AVX-512: each passes now, or is refused with a reason.
@Suite(.enabled(if: Vendor.oneDNN.unavailable == nil))
struct OneDNNTests {
    private static let backends = Precision.allCases.flatMap(Subjects.restricted).filter { $0 is OneDNNBackend }

    /// Kernels a pixel or two wider than the row, and one that is as wide.
    private static let wide: [LayerShape] = [
        (7, 8, 64), (7, 9, 128), (9, 10, 64), (11, 13, 64), (15, 16, 40), (7, 7, 64),
    ]
    .map { width, kernel, channels in
        .convolution(
            .init(
                inputHeight: 3, inputWidth: width, inputChannels: 3, outputChannels: channels, kernelHeight: 2,
                kernelWidth: kernel, padding: .same))
    }

    @Test("Kernels wider than the row", arguments: wide)
    func wideKernels(_ shape: LayerShape) throws {
        var generator = SeededGenerator(seed: 9)
        for backend in Self.backends {
            let trial = try #require(Self.trial(shape, for: backend, using: &generator))
            do {
                let result = try trial.verdict(backend)
                #expect(result.passed, "\(backend.name): \(result.detail)")
            } catch KernelError.backendUnavailable(_, let reason) {
                #expect(reason.contains("pixels wider"))
            }
        }
    }

    /// With inputs that have no zero point, which other implementations compute.
    private static func trial(
        _ shape: LayerShape, for backend: any Backend, using generator: inout SeededGenerator
    ) -> Trial? {
        guard backend.precision == .int8 else { return .random(shape, for: backend, using: &generator) }
        var layer = IntegerLayer.random(
            shape, activations: .u8, weightLimit: backend.weightLimit, using: &generator)
        layer.inputZeroPoint = 0
        return Trial(layer, input: IntegerLayer.randomInput(shape, using: &generator))
    }

    @Test("Kernels wider than the row, in training", arguments: wide)
    func wideKernelsInTraining(_ shape: LayerShape) throws {
        let backend = OneDNNTrainingBackend()
        if let reason = backend.unavailable(for: shape) {
            #expect(reason.contains("pixels wider"))
        } else {
            #expect(try DenseTrial(shape: shape, batch: 2, seed: 3).run(on: backend) == nil)
        }
    }

    @Test("Kernels no wider than the row are not refused")
    func admitted() throws {
        let shape = try #require(Self.wide.last)
        #expect(OneDNNTrainingBackend().unavailable(for: shape) == nil)
    }

    /// FP32 and 8 bits beside each other, many at once: each shape is described but once, then the library knows it.
    @Test("Layers of both precisions, prepared at the same time")
    func preparedAtOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for backend in Self.backends { group.addTask { try Self.prepareMany(backend) } }
            try await group.waitForAll()
        }
    }

    private static func prepareMany(_ backend: any Backend) throws {
        var generator = SeededGenerator(seed: 1)
        for index in 0..<1500 {
            let shape = LayerShape.convolution(
                .init(
                    inputHeight: 3, inputWidth: 3 + index % 50, inputChannels: 3, outputChannels: 1 + index / 50,
                    kernelHeight: 3, kernelWidth: 3, padding: .valid))
            let trial = try #require(Trial.random(shape, for: backend, using: &generator))
            let result = try trial.verdict(backend)
            #expect(result.passed, "\(backend.name), \(shape): \(result.detail)")
        }
    }
}
