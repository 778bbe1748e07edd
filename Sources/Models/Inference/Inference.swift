import Kernels

/// A model that predicts from FP32 inputs to FP32 outputs, in whatever numbers it is. Not safe for concurrent use.
public final class Inference {
    /// What it computes.
    public let model: Model
    private let prepared: PreparedModel
    private let conversion: Conversion?
    private let packed, input, output: UnsafeMutableRawPointer
    private let outputs: UnsafeMutablePointer<Float>

    /// Prepares a model of the backend's precision, and packs its weights.
    /// - Throws: `KernelError` for a layer that the backend does not take.
    public init(_ model: Model, on backend: any Backend) throws {
        self.model = model
        prepared = try PreparedModel(model, on: backend)
        conversion = backend.conversion
        func memory(_ byteCount: Int) -> UnsafeMutableRawPointer {
            .allocate(byteCount: max(byteCount, 1), alignment: MemoryPlacement.alignment)
        }
        let size = model.precision.activationBytes
        packed = memory(prepared.packedByteCount)
        input = memory(model.network.inputCount * size + backend.inputSlack)
        output = memory(model.network.outputCount * size)
        outputs = .allocate(capacity: model.network.outputCount)
        outputs.initialize(repeating: 0, count: model.network.outputCount)
        prepared.pack(into: packed)
    }

    deinit {
        for memory in [packed, input, output] { memory.deallocate() }
        outputs.deallocate()
    }

    /// The outputs for an input, which stay until the next call. Nothing is allocated.
    public func run(_ values: UnsafePointer<Float>) -> UnsafePointer<Float> {
        let network = model.network
        if let conversion {
            conversion.quantize(values, input, network.inputCount, model.inputParameters)
            prepared.run(packed: packed, input: input, output: output)
            conversion.dequantize(output, outputs, network.outputCount, model.outputParameters)
        } else {
            input.copyMemory(from: values, byteCount: network.inputCount * MemoryLayout<Float>.stride)
            prepared.run(packed: packed, input: input, output: outputs)
        }
        return UnsafePointer(outputs)
    }

    /// Holds each step of one inference against its oracle.
    public func checkSteps(_ values: [Float]) -> OracleResult {
        prepared.checkSteps(packed: packed, input: model.encode(values), output: output)
    }

    /// The outputs of the latest input.
    public var latest: UnsafePointer<Float> { UnsafePointer(outputs) }

    /// Bytes of weights.
    public var weightByteCount: Int { prepared.packedByteCount }
    /// Bytes of the tensors between input and output.
    public var arenaByteCount: Int { prepared.arenaByteCount }
    /// Bytes that its kernels work in.
    public var workspaceByteCount: Int {
        (prepared.workspaceByteCount ?? prepared.arenaByteCount) - prepared.arenaByteCount
    }
}
