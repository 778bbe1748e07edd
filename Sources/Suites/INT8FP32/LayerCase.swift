import Kernels
import Measurement
import Report

/// A layer on a backend under conditions: its buffers, its call and its check.
struct LayerCase {
    let backend: any Backend
    let conditions: LayerConditions
    let tensors: LayerTensors
    /// What the copies of a cold case must exceed.
    let lastLevelCacheBytes: Int

    /// Allocates the buffers and makes the call.
    /// - Throws: `KernelError` for a shape that the backend has no kernel for.
    func prepare() throws -> PreparedCase {
        var (prepared, bytes) = try Allocations.peak {
            switch (conditions.stage, backend.precision) {
            case (.kernel, _), (.converted, .fp32): try kernelStage()
            case (.packed, _): try packedStage()
            case (.converted, .int8): try convertedStage()
            }
        }
        // A cold case's copies are the benchmark's, not the layer's.
        if conditions.cache == .warm {
            prepared.metrics["memory.peak"] =
                bytes.map { .exact(Double($0), "B", .lower, .measured) }
                ?? .unavailable(unit: "B", reason: Allocations.unavailable ?? "")
        }
        return prepared
    }

    /// Packed weights and inputs lie ready, in the backend's own precision.
    private func kernelStage() throws -> PreparedCase {
        let kernel = try backend.prepare(layer)
        let copies = copies(of: kernel.packedByteCount, inputBytes)
        let packed = BufferRing(byteCount: kernel.packedByteCount, copies: copies, fill: kernel.pack)
        let input = BufferRing(byteCount: inputBytes, copies: copies, fill: writeInput)
        let output = BufferRing(byteCount: outputBytes)
        let cursor = RingCursor(copies: copies)
        return prepared(output: output) {
            let copy = cursor.advance()
            kernel.run(packed: packed[copy], input: input[copy], output: output[0])
        }
    }

    /// Each call packs the weights first.
    private func packedStage() throws -> PreparedCase {
        let kernel = try backend.prepare(layer)
        let copies = copies(of: weightBytes, inputBytes)
        let weights = BufferRing(byteCount: weightBytes, copies: copies) { destination in
            layer.withWeights { destination.copyMemory(from: $0, byteCount: weightBytes) }
        }
        let packed = BufferRing(byteCount: kernel.packedByteCount)
        let input = BufferRing(byteCount: inputBytes, copies: copies, fill: writeInput)
        let output = BufferRing(byteCount: outputBytes)
        let cursor = RingCursor(copies: copies)
        return prepared(output: output) {
            let copy = cursor.advance()
            kernel.pack(weights[copy], into: packed[0])
            kernel.run(packed: packed[0], input: input[copy], output: output[0])
        }
    }

    /// FP32 in, FP32 out around an INT8 kernel with packed weights.
    private func convertedStage() throws -> PreparedCase {
        guard let conversion = backend.conversion else {
            throw KernelError.backendUnavailable(
                backend: backend.name, reason: "it has no conversion from FP32 and back")
        }
        let kernel = try backend.prepare(layer)
        let shape = layer.shape
        let (inputCount, outputCount) = (shape.inputCount, shape.outputCount)
        let (inputParameters, outputParameters) = (tensors.int8.inputParameters, tensors.int8.outputParameters)
        let copies = copies(of: kernel.packedByteCount, inputCount * MemoryLayout<Float>.stride)
        let packed = BufferRing(byteCount: kernel.packedByteCount, copies: copies, fill: kernel.pack)
        let input = BufferRing(byteCount: inputCount * MemoryLayout<Float>.stride, copies: copies) { destination in
            tensors.input.withUnsafeBytes { destination.write($0) }
        }
        let quantised = (input: BufferRing(byteCount: inputCount), output: BufferRing(byteCount: outputCount))
        let output = BufferRing(byteCount: outputCount * MemoryLayout<Float>.stride)
        let cursor = RingCursor(copies: copies)
        let call = {
            let copy = cursor.advance()
            conversion.quantize(
                input[copy].assumingMemoryBound(to: Float.self), quantised.input[0], inputCount, inputParameters)
            kernel.run(packed: packed[copy], input: quantised.input[0], output: quantised.output[0])
            conversion.dequantize(
                quantised.output[0], output[0].assumingMemoryBound(to: Float.self), outputCount, outputParameters)
        }
        return PreparedCase(
            call: call,
            verify: {
                call()
                let checked = tensors.exact.check(quantised.output[0])
                let converted = tensors.checkDequantised(output[0].assumingMemoryBound(to: Float.self))
                return [.init(oracle: "int64", checked), .init(oracle: "dequantised", converted)]
            },
            resultMetrics: { accuracy(of: quantised.output[0]) })
    }

    private func prepared(output: BufferRing, call: @escaping () -> Void) -> PreparedCase {
        PreparedCase(
            call: call,
            verify: {
                call()
                switch backend.precision {
                case .fp32:
                    let floats = output[0].assumingMemoryBound(to: Float.self)
                    return [.init(oracle: "fp64", tensors.reference.check(floats))]
                case .int8: return [.init(oracle: "int64", tensors.exact.check(output[0]))]
                }
            },
            resultMetrics: { accuracy(of: output[0]) })
    }
}

extension LayerCase {
    private var layer: Layer { tensors.layer(backend.precision) }
    private var weightBytes: Int { layer.shape.weightCount * backend.precision.byteCount }
    private var inputBytes: Int { layer.shape.inputCount * backend.precision.byteCount }
    private var outputBytes: Int { layer.shape.outputCount * backend.precision.byteCount }

    /// One copy when warm; when cold so many that weights and inputs are twice the last-level cache, as caches do not
    /// evict strictly in order.
    private func copies(of bytes: Int...) -> Int {
        guard conditions.cache == .cold else { return 1 }
        let one = bytes.reduce(0) { $0 + BufferRing.byteCount(of: $1, copies: 1) }
        return (2 * lastLevelCacheBytes + one - 1) / one + 1
    }

    private func writeInput(_ destination: UnsafeMutableRawPointer) {
        switch backend.precision {
        case .fp32: tensors.input.withUnsafeBytes { destination.write($0) }
        case .int8: tensors.int8.input.withUnsafeBytes { destination.write($0) }
        }
    }

    /// What the precision costs; an FP32 output is held against FP64 too, so that both sides show theirs.
    private func accuracy(of output: UnsafeRawPointer) -> [String: Report.Metric] {
        switch backend.precision {
        case .fp32:
            return ["sqnr": .exact(tensors.sqnr(of: output.assumingMemoryBound(to: Float.self)), "dB", .higher)]
        case .int8:
            let accuracy = tensors.int8.accuracy(of: output, reference: tensors.reference)
            return [
                "sqnr": .exact(accuracy.sqnr, "dB", .higher),
                "error.max-lsb": .exact(accuracy.maxErrorInSteps, "1", .lower),
            ]
        }
    }
}

extension UnsafeMutableRawPointer {
    fileprivate func write(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(start: self, count: bytes.count).copyMemory(from: bytes)
    }
}

extension Precision {
    /// Bytes of a weight or an activation.
    var byteCount: Int {
        switch self {
        case .fp32: 4
        case .int8: 1
        }
    }
}

extension Report.Check {
    fileprivate init(oracle name: String, _ result: OracleResult) {
        self.init(name: name, passed: result.passed, detail: result.detail)
    }
}
