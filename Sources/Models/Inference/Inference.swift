import Basics
import Kernels

/// A model that predicts from FP32 inputs to FP32 outputs, in whatever numbers it is. Not safe for concurrent use.
public final class Inference {
    /// What it computes, but for parameters that were packed anew (``repacking(step:)``).
    public let model: Model
    private let prepared: PreparedModel
    private let packed: UnsafeMutableRawPointer
    /// Input and output in the model's own numbers; nil where the kernels take FP32 as it comes.
    private let edges: Edges?
    private let outputs: UnsafeMutablePointer<Float>

    private struct Edges {
        var input, output: UnsafeMutableRawPointer
        var inputByteCount, outputByteCount: Int
        var conversion: Conversion
    }

    /// Prepares a model of the backend's precision, and packs its weights.
    /// - Parameter backend: one that reads nothing behind its inputs in FP32, as this package's own do.
    /// - Throws: `KernelError` for a layer that the backend does not take.
    public init(_ model: Model, on backend: any Backend) throws {
        self.model = model
        prepared = try PreparedModel(model, on: backend)
        func memory(_ byteCount: Int) -> UnsafeMutableRawPointer {
            .allocate(byteCount: max(byteCount, 1), alignment: MemoryPlacement.alignment)
        }
        packed = memory(prepared.packedByteCount)
        edges = backend.conversion.map { conversion in
            let size = model.precision.activationBytes
            let (input, output) = (
                model.network.inputCount * size + backend.inputSlack, model.network.outputCount * size
            )
            return Edges(
                input: memory(input), output: memory(output), inputByteCount: input, outputByteCount: output,
                conversion: conversion)
        }
        outputs = .aligned(repeating: 0, count: model.network.outputCount)
        prepared.pack(into: packed)
    }

    deinit {
        packed.deallocate()
        edges?.input.deallocate()
        edges?.output.deallocate()
        outputs.deallocate()
    }

    /// The outputs for an input, which stay until the next call. Nothing is allocated.
    public func run(_ values: UnsafePointer<Float>) -> UnsafePointer<Float> {
        let network = model.network
        guard let edges else {
            prepared.run(packed: packed, input: values, output: outputs)
            return UnsafePointer(outputs)
        }
        edges.conversion.quantize(values, edges.input, network.inputCount, model.inputParameters)
        prepared.run(packed: packed, input: edges.input, output: edges.output)
        edges.conversion.dequantize(edges.output, outputs, network.outputCount, model.outputParameters)
        return UnsafePointer(outputs)
    }

    /// What packs a step's parameters anew, for the next inference on; nil for steps without integer weights and for kernels that
    /// keep those that they were made with. ``checkSteps(_:)`` goes on to compare with those.
    public func repacking(step index: Int) -> Repacking? {
        prepared.repacking(step: index).map { Repacking(kernel: $0.kernel, destination: packed + $0.offset) }
    }

    /// Packs the parameters of a step of an ``Inference``, which must be alive.
    public struct Repacking {
        let kernel: any RepackingKernel
        let destination: UnsafeMutableRawPointer

        /// Packs parameters; nothing is allocated.
        /// - Parameters:
        ///   - weights: as `Layer` lays them out, within the same limit as the model's.
        ///   - bias: one an output channel.
        ///   - multipliers: one an output channel.
        public func pack(
            _ weights: UnsafePointer<Int8>, bias: UnsafePointer<Int32>, multipliers: UnsafePointer<Float>
        ) {
            kernel.pack(weights, bias: bias, multipliers: multipliers, into: destination)
        }
    }

    /// Holds each step of one inference against its oracle.
    public func checkSteps(_ values: [Float]) -> OracleResult {
        let output = UnsafeMutablePointer<UInt8>.aligned(
            repeating: 0, count: model.network.outputCount * model.precision.activationBytes)
        defer { output.deallocate() }
        return prepared.checkSteps(packed: packed, input: model.encode(values), output: output)
    }

    /// A copy of the packed weights as they are now.
    public var packedWeights: [UInt8] { Array(UnsafeRawBufferPointer(start: packed, count: prepared.packedByteCount)) }

    /// The outputs of the latest input.
    public var latest: UnsafePointer<Float> { UnsafePointer(outputs) }

    /// Bytes of weights.
    public var weightByteCount: Int { prepared.packedByteCount }
    /// Bytes of the tensors between input and output, of both where they are in other numbers, and of the outputs.
    public var tensorByteCount: Int {
        prepared.arenaByteCount + (edges.map { $0.inputByteCount + $0.outputByteCount } ?? 0)
            + model.network.outputCount * MemoryLayout<Float>.stride
    }
    /// Bytes that its kernels work in.
    public var workspaceByteCount: Int {
        (prepared.workspaceByteCount ?? prepared.arenaByteCount) - prepared.arenaByteCount
    }
}
