import CKernels
import Foundation
import Testing

@testable import Kernels

/// Kernels for Arm under an emulator, so that the tests hold them against the oracles like any others.
struct ArmBackend: Backend {
    let name: String
    let precision: Precision
    let product: String
    let gemv: String
    let depthwise: String
    var converter: String?

    var features: [CPUFeature] { [] }
    var conversion: Conversion? { converter.map(ArmWorker.shared.conversion) }
    var peakLoop: PeakLoop { precision == .fp32 ? .fp32Baseline : .int8Baseline }

    /// The kernels' names as in ``NativeBackend``, without `ck_`.
    static let all = [
        ArmBackend(
            name: "fp32/neon (qemu)", precision: .fp32, product: "product_fp32_neon", gemv: "gemv_fp32_neon",
            depthwise: "depthwise_fp32_neon"),
        ArmBackend(
            name: "bf16/neon (qemu)", precision: .bf16, product: "product_bf16_neon", gemv: "gemv_bf16_neon",
            depthwise: "depthwise_bf16_neon", converter: "conversion_bf16_neon"),
        ArmBackend(
            name: "bf16/neon-bf16 (qemu)", precision: .bf16, product: "product_bf16_neonbf16",
            gemv: "gemv_bf16_neonbf16", depthwise: "depthwise_bf16_neon"),
        ArmBackend(
            name: "fp16/neon (qemu)", precision: .fp16, product: "product_fp16_neon", gemv: "gemv_fp16_neon",
            depthwise: "depthwise_fp16_neon", converter: "conversion_fp16_neon"),
        ArmBackend(
            name: "fp16/neon-fhm (qemu)", precision: .fp16, product: "product_fp16_neonfhm",
            gemv: "gemv_fp16_neonfhm", depthwise: "depthwise_fp16_neon"),
        ArmBackend(
            name: "int8/neon (qemu)", precision: .int8, product: "product_int8_neon", gemv: "gemv_int8_neon",
            depthwise: "depthwise_int8_neon", converter: "conversion_neon"),
        ArmBackend(
            name: "int8/neon-dotprod (qemu)", precision: .int8, product: "product_int8_dotprod",
            gemv: "gemv_int8_dotprod", depthwise: "depthwise_int8_neon"),
        ArmBackend(
            name: "int8/neon-i8mm (qemu)", precision: .int8, product: "product_int8_i8mm",
            gemv: "gemv_int8_dotprod", depthwise: "depthwise_int8_neon"),
    ]

    func prepare(_ layer: Layer) throws -> any PreparedKernel {
        try admit(layer)
        let rows = layer.shape.gemm.m
        return try Kernel(layer, layer.shape.isChannelwise ? depthwise : rows == 1 ? gemv : product)
    }

    /// Errors of the worker become issues of the test, as a prepared kernel cannot throw.
    final class Kernel: PreparedKernel {
        let layer: Layer
        let packedByteCount: Int
        /// The worker keeps it.
        var workspaceByteCount: Int? { nil }
        private let name: String
        private let parameters: CKLayer

        init(_ original: Layer, _ name: String) throws {
            layer = original.lowered
            self.name = name
            parameters = CKLayer(layer)
            packedByteCount = try ArmWorker.shared.packedByteCount(name, parameters)
        }

        func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
            func data<Element>(_ elements: [Element]) -> Data { elements.withUnsafeBytes { Data($0) } }
            let (element, bias, multipliers) =
                switch layer {
                case .float(let layer): (layer.format.byteCount, data(layer.bias), Data())
                case .integer(let layer): (1, data(layer.bias), data(layer.multipliers))
                }
            let count = layer.shape.weightCount * element
            ask(.pack, [Data(bytes: weights, count: count), bias, multipliers], destination, packedByteCount)
        }

        func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
            let bytes = layer.precision.activationBytes
            ask(
                .run,
                [
                    Data(bytes: packed, count: packedByteCount),
                    Data(bytes: input, count: layer.shape.inputCount * bytes),
                ], output, layer.shape.outputCount * bytes)
        }

        private func ask(
            _ operation: ArmWorker.Operation, _ buffers: [Data], _ answer: UnsafeMutableRawPointer, _ count: Int
        ) {
            do {
                try ArmWorker.shared.ask(operation, name, parameters, buffers, answering: count)
                    .withUnsafeBytes {
                        answer.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(answer), byteCount: count)
                    }
            } catch {
                Issue.record(error, "\(name), \(layer.shape)")
            }
        }
    }
}
