import Foundation
import Kernels
import Measurement
import Report
import Testing

@testable import Suites

@Suite("The memory of a case")
struct MemoryTests {
    private static let warm = LayerConditions(stage: .kernel, cache: .warm)
    private static let own = Backends.all.filter { $0.unavailable == nil && $0.vendor == nil }
    private static let image = ConvolutionShape(
        inputHeight: 9, inputWidth: 9, inputChannels: 16, outputChannels: 16, kernelHeight: 3, kernelWidth: 3,
        padding: .same)

    private func value(_ name: String, of prepared: PreparedCase) throws -> Report.MetricValue {
        guard case .value(let metric)? = prepared.metrics[name] else {
            Issue.record("\(name): \(String(describing: prepared.metrics[name]))")
            throw CancellationError()
        }
        return metric
    }

    private func prepared(
        _ shape: LayerShape, on name: String, _ conditions: LayerConditions = warm
    ) throws -> PreparedCase {
        let tensors = LayerTensors(of: "x", shape, clamp: -1...1, activations: .s8, seed: 1)
        return try tensors.prepare(
            on: #require(Backends.named(name)), conditions, lastLevelCacheBytes: 1 << 20)
    }

    /// 640 inputs to 128 outputs: the sizes of the scalar kernels' buffers, which need no workspace, are those of the layer.
    @Test("It is that of packed weights, inputs and outputs, whatever preparing them took")
    func exact() throws {
        let shape = LayerShape.gemm(GEMMShape(m: 1, n: 128, k: 640))
        let (weights, activations) = (640 * 128, 640 + 128)
        let fp32 = 4 * (weights + 128 + activations)
        // A bias and a multiplier of four bytes each beside the weights of one.
        let int8 = weights + 8 * 128 + activations
        for (variant, stage, bytes) in [
            ("fp32/scalar", LayerConditions.Stage.kernel, fp32), ("int8/scalar", .kernel, int8),
            ("int8/scalar", .packed, int8 + weights), ("int8/scalar", .converted, int8 + 4 * activations),
        ] {
            let prepared = try prepared(shape, on: variant, .init(stage: stage, cache: .warm))
            let peak = try value("memory.peak", of: prepared)
            #expect(Int(peak.value) == bytes, "\(variant), \(stage)")
            #expect(peak.provenance == .derived)
        }
    }

    @Test(
        "Half the bits a number are half the memory",
        .enabled(if: CPUFeature.detected.isSuperset(of: [.avx2, .fma, .f16c])),
        arguments: ["bf16/avx2", "fp16/avx2"])
    func halves(variant: String) throws {
        let shape = LayerShape.gemm(GEMMShape(m: 1, n: 128, k: 640))
        let half = try value("memory.peak", of: prepared(shape, on: variant)).value
        let whole = try value("memory.peak", of: prepared(shape, on: "fp32/avx2")).value
        #expect(abs(half / whole - 0.5) < 0.01)
    }

    /// The allocator sees what a case keeps: its buffers and workspace, which it hands out in pages and with their
    /// bookkeeping, and some objects.
    @Test(
        "The allocator finds no more than that, of any kernel", .enabled(if: Allocations.unavailable == nil),
        arguments: [
            LayerShape.gemm(GEMMShape(m: 40, n: 64, k: 300)), .gemm(GEMMShape(m: 1, n: 300, k: 64)),
            .convolution(image), .depthwise(image), .averagePool(image.unpadded),
        ])
    func allocator(shape: LayerShape) throws {
        for backend in Self.own where backend.unavailable(for: shape, activations: .s8) == nil {
            let tensors = LayerTensors(of: "x", shape, clamp: -1...1, activations: .s8, seed: 1)
            func make() throws -> PreparedCase {
                try tensors.prepare(on: backend, Self.warm, lastLevelCacheBytes: 1 << 20)
            }
            // Three buffers at pages, and a pooling layer's weights beside the packed ones.
            let slack = -1024...4 * 4096
            let peak = try value("memory.peak", of: make())
            let beyond = try Self.undisturbed(within: slack) {
                let (prepared, heap) = try Allocations.heap { try make() }
                return try (heap?.kept ?? 0) - Int(value("memory.peak", of: prepared).value)
            }
            #expect(slack.contains(beyond), "\(backend.name): \(beyond) B beyond \(peak.value) B")
            #expect(try value("memory.peak", of: make()).value == peak.value, "\(backend.name)")
        }
    }

    /// Other tests allocate at the same time, some for seconds, which the process's heap shows: the first observation within
    /// the range, or the last of a minute.
    private static func undisturbed(within range: ClosedRange<Int>, _ observe: () throws -> Int) rethrows -> Int {
        var last = try observe()
        let end = ContinuousClock.now + .seconds(60)
        while !range.contains(last), .now < end {
            usleep(1_000)
            last = try observe()
        }
        return last
    }

    @Test("A kernel's workspace is part of it", arguments: own.map(\.name))
    func workspace(variant: String) throws {
        let backend = try #require(Backends.named(variant))
        let shape = LayerShape.convolution(Self.image)
        let tensors = LayerTensors(of: "x", shape, clamp: -1...1, activations: .s8, seed: 1)
        let kernel = try backend.prepare(tensors.operands(for: backend).layer)
        let size = backend.precision.activationBytes
        let buffers = [kernel.packedByteCount, size * shape.inputCount, size * shape.outputCount].map {
            BufferRing(byteCount: $0).byteCount
        }
        let workspace = try #require(kernel.workspaceByteCount)
        let peak = try value("memory.peak", of: prepared(shape, on: variant)).value
        #expect(Int(peak) == buffers.reduce(workspace, +))
    }

    @Test("What preparing holds for a while is told apart from what a call holds")
    func preparation() throws {
        func prepared() -> PreparedCase {
            Self.warm.withMemory {
                let passing = [UInt8](repeating: 1, count: 1 << 20)
                let ring = BufferRing(byteCount: 4096) { destination in
                    passing.withUnsafeBytes { destination.write(.init(rebasing: $0[..<4096])) }
                }
                return HeldCase(PreparedCase(call: { _ = ring }), buffers: [ring])
            }
        }
        #expect(try value("memory.peak", of: prepared()).value == 4096)
        guard Allocations.unavailable == nil else { return }
        let expected = (1 << 20) + 4096...(1 << 20) + 32_768
        let held = try Self.undisturbed(within: expected) { try Int(value("memory.prepare", of: prepared()).value) }
        #expect(expected.contains(held))
    }

    @Test(
        "A library's is what it keeps after its first call, and what a call takes",
        .enabled(if: Allocations.unavailable == nil))
    func library() throws {
        final class Library {
            var kept: [UInt8] = []
            var sum = 0
            func call() {
                if kept.isEmpty { kept = [UInt8](repeating: 1, count: 1 << 20) }
                sum += Int([UInt8](repeating: kept[7], count: 1 << 18)[sum & 1])
            }
        }
        func prepared() -> PreparedCase {
            Self.warm.withMemory {
                let library = Library()
                let ring = BufferRing(byteCount: 4096)
                let call = {
                    _ = ring
                    library.call()
                }
                return HeldCase(PreparedCase(call: call), buffers: [ring], workspace: nil)
            }
        }
        let least = (1 << 20) + (1 << 18) + 4096
        let expected = least...least + 16_384
        let held = try Self.undisturbed(within: expected) { try Int(value("memory.peak", of: prepared()).value) }
        #expect(expected.contains(held))
        #expect(try value("memory.peak", of: prepared()).provenance == .measured)
    }

    @Test("A cold case's copies are the benchmark's: it has no figure")
    func cold() throws {
        let prepared = try prepared(
            .gemm(GEMMShape(m: 1, n: 8, k: 64)), on: "fp32/scalar", .init(stage: .kernel, cache: .cold))
        #expect(prepared.metrics["memory.peak"] == nil && prepared.metrics["memory.prepare"] == nil)
    }
}

extension ConvolutionShape {
    fileprivate var unpadded: ConvolutionShape {
        var shape = self
        shape.padding = .valid
        return shape
    }
}
