import Kernels
import Measurement
import Models
import Report

/// A whole model on a backend under conditions: its buffers, its call and its checks.
struct ModelCase {
    let backend: any Backend
    let conditions: LayerConditions
    let tensors: ModelTensors
    /// What the copies of a cold case must exceed.
    let lastLevelCacheBytes: Int

    /// Allocates the buffers and makes the call.
    /// - Throws: `KernelError` for a layer that the backend has no kernel for.
    func prepare() throws -> PreparedCase {
        let model = try tensors.model(for: backend)
        return try conditions.withMemory {
            let prepared = try PreparedModel(model, on: backend)
            // FP32 has nothing to convert.
            guard conditions.stage == .converted, model.precision != .fp32 else { return kernel(prepared) }
            guard let conversion = backend.conversion else {
                throw KernelError.backendUnavailable(
                    backend: backend.name, reason: "it has no conversion from FP32 and back")
            }
            return converted(prepared, conversion)
        }
    }

    /// Input and output in the model's own elements.
    private func kernel(_ prepared: PreparedModel) -> HeldCase {
        let own = prepared.model.encode(tensors.evaluation[0])
        let copies = copies(of: prepared.packedByteCount, own.count)
        let packed = BufferRing(byteCount: prepared.packedByteCount, copies: copies, fill: prepared.pack)
        let input = BufferRing(byteCount: own.count, copies: copies) { destination in
            own.withUnsafeBytes { destination.write($0) }
        }
        let output = BufferRing(byteCount: prepared.outputByteCount)
        let cursor = RingCursor(copies: copies)
        let finished = finished(prepared, packed, own, output) {
            let copy = cursor.advance()
            prepared.run(packed: packed[copy], input: input[copy], output: output[0])
        }
        return HeldCase(finished, buffers: [packed, input, output], workspace: prepared.workspaceByteCount)
    }

    /// FP32 in, FP32 out.
    private func converted(_ prepared: PreparedModel, _ conversion: Conversion) -> HeldCase {
        let model = prepared.model
        let real = tensors.evaluation[0]
        let encoded = model.encode(real)
        let outputCount = model.network.outputCount
        let copies = copies(of: prepared.packedByteCount, real.count * MemoryLayout<Float>.stride)
        let packed = BufferRing(byteCount: prepared.packedByteCount, copies: copies, fill: prepared.pack)
        let input = BufferRing(byteCount: real.count * MemoryLayout<Float>.stride, copies: copies) { destination in
            real.withUnsafeBytes { destination.write($0) }
        }
        let own = (input: BufferRing(byteCount: encoded.count), output: BufferRing(byteCount: prepared.outputByteCount))
        let output = BufferRing(byteCount: outputCount * MemoryLayout<Float>.stride)
        let cursor = RingCursor(copies: copies)
        let call = {
            let copy = cursor.advance()
            conversion.quantize(
                input[copy].assumingMemoryBound(to: Float.self), own.input[0], real.count, model.inputParameters)
            prepared.run(packed: packed[copy], input: own.input[0], output: own.output[0])
            conversion.dequantize(
                own.output[0], output[0].assumingMemoryBound(to: Float.self), outputCount, model.outputParameters)
        }
        let finished = finished(prepared, packed, encoded, own.output, call: call) {
            call()
            let taken = [UInt8](UnsafeRawBufferPointer(start: own.input[0], count: encoded.count))
            let made = output[0].assumingMemoryBound(to: Float.self)
            let wrong = (0..<outputCount).first { made[$0] != Float(model.real($0, of: own.output[0])) }
            return OracleResult(
                passed: taken == encoded && wrong == nil,
                detail: taken != encoded
                    ? "the converted input is not the input"
                    : wrong.map { "output \($0) is not the converted one" }
                        ?? "input and output equal the converted ones exactly")
        }
        return HeldCase(
            finished, buffers: [packed, input, own.input, own.output, output], workspace: prepared.workspaceByteCount)
    }

    private func finished(
        _ prepared: PreparedModel, _ packed: BufferRing, _ input: [UInt8], _ output: BufferRing,
        call: @escaping () -> Void, checkConversion: (() -> OracleResult)? = nil
    ) -> PreparedCase {
        let isFloat = prepared.model.precision.format != nil
        var result = PreparedCase(
            call: call,
            verify: {
                let steps = prepared.checkSteps(packed: packed[0], input: input, output: output[0])
                return [.init(oracle: isFloat ? "fp64" : "int64", steps)]
                    + [checkConversion?()].compactMap { $0 }.map { .init(oracle: "converted", $0) }
            },
            resultMetrics: { accuracy(of: prepared, packed[0]) }, failure: { prepared.failure })
        result.metrics["memory.weights"] = .exact(Double(prepared.packedByteCount), "B", .lower)
        result.metrics["memory.activations"] = .exact(
            Double(prepared.arenaByteCount + input.count + prepared.outputByteCount), "B", .lower)
        return result
    }

    private func accuracy(of prepared: PreparedModel, _ packed: UnsafeRawPointer) -> [String: Report.Metric] {
        let error = tensors.error(of: prepared, packed: packed, on: backend)
        var metrics: [String: Report.Metric] = ["sqnr": .sqnr(error)]
        if prepared.model.tensors != nil {
            metrics["error.max-lsb"] = .exact(
                error.largest / Double(prepared.model.outputParameters.scale), "1", .lower, count: error.count)
        }
        return metrics
    }

    private func copies(of bytes: Int...) -> Int {
        conditions.copies(of: bytes, lastLevelCacheBytes: lastLevelCacheBytes)
    }
}

extension PreparedModel {
    fileprivate var outputByteCount: Int { model.network.outputCount * model.precision.activationBytes }
}
