import Kernels
import Measurement
import Report

/// A layer on a backend under conditions: its buffers, its call and its check.
struct LayerCase {
    let backend: any Backend
    let conditions: LayerConditions
    private let tensors: LayerTensors
    private let operands: LayerTensors.Operands
    /// What the copies of a cold case must exceed.
    private let lastLevelCacheBytes: Int

    init(backend: any Backend, conditions: LayerConditions, tensors: LayerTensors, lastLevelCacheBytes: Int) {
        self.backend = backend
        self.conditions = conditions
        self.tensors = tensors
        operands = tensors.operands(for: backend)
        self.lastLevelCacheBytes = lastLevelCacheBytes
    }

    /// Allocates the buffers and makes the call.
    /// - Throws: `KernelError` for a shape that the backend has no kernel for.
    func prepare() throws -> PreparedCase {
        try conditions.withMemory {
            switch (conditions.stage, backend.precision) {
            case (.kernel, _), (.converted, .fp32): try kernelStage()
            case (.packed, _): try packedStage()
            case (.converted, _): try convertedStage()
            }
        }
    }

    /// Packed weights and inputs lie ready, in the backend's own precision.
    private func kernelStage() throws -> HeldCase {
        let kernel = try backend.prepare(layer)
        let copies = copies(of: kernel.packedByteCount, inputBytes)
        let packed = BufferRing(byteCount: kernel.packedByteCount, copies: copies, fill: kernel.pack)
        let input = BufferRing(byteCount: inputBytes, slack: backend.inputSlack, copies: copies, fill: writeInput)
        let output = BufferRing(byteCount: outputBytes)
        let cursor = RingCursor(copies: copies)
        let call = {
            let copy = cursor.advance()
            kernel.run(packed: packed[copy], input: input[copy], output: output[0])
        }
        visit(copies, call)
        return HeldCase(
            prepared(kernel, output: output, call: call), buffers: [packed, input, output],
            workspace: kernel.workspaceByteCount)
    }

    /// Each call packs the weights first.
    private func packedStage() throws -> HeldCase {
        let kernel = try backend.prepare(layer)
        let own = kernel.layer.weightBytes
        let copies = copies(of: own.count, inputBytes)
        let weights = BufferRing(byteCount: own.count, copies: copies) { destination in
            own.withUnsafeBytes { destination.write($0) }
        }
        let packed = BufferRing(byteCount: kernel.packedByteCount)
        let input = BufferRing(byteCount: inputBytes, slack: backend.inputSlack, copies: copies, fill: writeInput)
        let output = BufferRing(byteCount: outputBytes)
        let cursor = RingCursor(copies: copies)
        let call = {
            let copy = cursor.advance()
            kernel.pack(weights[copy], into: packed[0])
            kernel.run(packed: packed[0], input: input[copy], output: output[0])
        }
        return HeldCase(
            prepared(kernel, output: output, call: call), buffers: [weights, packed, input, output],
            workspace: kernel.workspaceByteCount)
    }

    /// FP32 in, FP32 out around a kernel of another precision with packed weights.
    private func convertedStage() throws -> HeldCase {
        guard let conversion = backend.conversion else {
            throw KernelError.backendUnavailable(
                backend: backend.name, reason: "it has no conversion from FP32 and back")
        }
        let kernel = try backend.prepare(layer)
        let shape = layer.shape
        let (inputCount, outputCount) = (shape.inputCount, shape.outputCount)
        let inputParameters = operands.quantised?.inputParameters ?? .identity
        let outputParameters = operands.quantised?.outputParameters ?? .identity
        let copies = copies(of: kernel.packedByteCount, inputCount * MemoryLayout<Float>.stride)
        let packed = BufferRing(byteCount: kernel.packedByteCount, copies: copies, fill: kernel.pack)
        let input = BufferRing(byteCount: inputCount * MemoryLayout<Float>.stride, copies: copies) { destination in
            tensors.input.withUnsafeBytes { destination.write($0) }
        }
        let own = (
            input: BufferRing(byteCount: inputBytes, slack: backend.inputSlack),
            output: BufferRing(byteCount: outputBytes)
        )
        let output = BufferRing(byteCount: outputCount * MemoryLayout<Float>.stride)
        let cursor = RingCursor(copies: copies)
        let call = {
            let copy = cursor.advance()
            conversion.quantize(
                input[copy].assumingMemoryBound(to: Float.self), own.input[0], inputCount, inputParameters)
            kernel.run(packed: packed[copy], input: own.input[0], output: own.output[0])
            conversion.dequantize(
                own.output[0], output[0].assumingMemoryBound(to: Float.self), outputCount, outputParameters)
        }
        visit(copies, call)
        let prepared = PreparedCase(
            call: call,
            verify: {
                call()
                let converted = operands.checkConverted(
                    output[0].assumingMemoryBound(to: Float.self), from: own.output[0])
                return [check(own.output[0]), .init(oracle: "converted", converted)]
            },
            resultMetrics: { accuracy(of: own.output[0]) }, failure: { kernel.failure })
        return HeldCase(
            prepared, buffers: [packed, input, own.input, own.output, output], workspace: kernel.workspaceByteCount)
    }

    private func prepared(
        _ kernel: any PreparedKernel, output: BufferRing, call: @escaping () -> Void
    ) -> PreparedCase {
        PreparedCase(
            call: call,
            verify: {
                call()
                return [check(output[0])]
            },
            resultMetrics: { accuracy(of: output[0]) }, failure: { kernel.failure })
    }
}

extension LayerCase {
    private var layer: Layer { operands.layer }
    private var inputBytes: Int { operands.input.count }
    private var outputBytes: Int { layer.shape.outputCount * backend.precision.activationBytes }

    private func copies(of bytes: Int...) -> Int {
        conditions.copies(of: bytes, lastLevelCacheBytes: lastLevelCacheBytes)
    }

    /// Calls once for each copy: a library sets itself up for buffers when it meets them, in use before the first result.
    private func visit(_ copies: Int, _ call: () -> Void) {
        guard backend.vendor != nil else { return }
        for _ in 0..<copies { call() }
    }

    private func writeInput(_ destination: UnsafeMutableRawPointer) {
        operands.input.withUnsafeBytes { destination.write($0) }
    }

    private func check(_ output: UnsafeRawPointer) -> Report.Check {
        .init(
            oracle: operands.oracle.name,
            operands.oracle.check(output, requantisation: backend.requantisation, summation: backend.summation))
    }

    private func accuracy(of output: UnsafeRawPointer) -> [String: Report.Metric] {
        operands.accuracy(of: output, reference: tensors.reference)
    }
}

extension UnsafeMutableRawPointer {
    func write(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(start: self, count: bytes.count).copyMemory(from: bytes)
    }
}

extension Report.Check {
    init(oracle name: String, _ result: OracleResult) {
        self.init(name: name, passed: result.passed, detail: result.detail)
    }
}
