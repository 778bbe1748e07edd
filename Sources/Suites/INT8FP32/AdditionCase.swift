import Kernels
import Measurement
import Report

/// An addition on a backend under conditions: its buffers, its call and its check.
struct AdditionCase {
    let backend: any Backend
    let conditions: LayerConditions
    let operands: AdditionTensors.Operands
    let tensors: AdditionTensors
    let lastLevelCacheBytes: Int

    /// Allocates the buffers and makes the call.
    /// - Throws: `KernelError` where the backend cannot convert.
    func prepare() throws -> PreparedCase {
        try conditions.withMemory {
            // FP32 has nothing to convert.
            guard conditions.stage == .converted, backend.precision != .fp32 else { return kernel() }
            guard let conversion = backend.conversion else {
                throw KernelError.backendUnavailable(
                    backend: backend.name, reason: "it has no conversion from FP32 and back")
            }
            return converted(conversion)
        }
    }

    private func kernel() -> HeldCase {
        let addition = backend.addition.prepare(operands.addition)
        let copies = copies(of: operands.inputs.map(\.count))
        let inputs = operands.inputs.map { bytes in
            BufferRing(byteCount: bytes.count, copies: copies) { destination in
                bytes.withUnsafeBytes { destination.write($0) }
            }
        }
        let (first, second) = (inputs[0], inputs[1])
        let output = BufferRing(byteCount: operands.inputs[0].count)
        let cursor = RingCursor(copies: copies)
        let prepared = finished(output) {
            let copy = cursor.advance()
            addition.run(first[copy], second[copy], output: output[0])
        }
        return HeldCase(prepared, buffers: inputs + [output])
    }

    private func converted(_ conversion: Conversion) -> HeldCase {
        let addition = backend.addition.prepare(operands.addition)
        let count = operands.addition.count
        let bytes = count * MemoryLayout<Float>.stride
        let copies = copies(of: [bytes, bytes])
        let inputs = tensors.inputs.map { numbers in
            BufferRing(byteCount: bytes, copies: copies) { destination in
                numbers.withUnsafeBytes { destination.write($0) }
            }
        }
        let own = operands.inputs.map { BufferRing(byteCount: $0.count) }
        let (first, second) = ((inputs[0], own[0]), (inputs[1], own[1]))
        let ownOutput = BufferRing(byteCount: operands.inputs[0].count)
        let output = BufferRing(byteCount: bytes)
        let cursor = RingCursor(copies: copies)
        let parameters = operands.parameters
        let call = {
            let copy = cursor.advance()
            conversion.quantize(first.0[copy].assumingMemoryBound(to: Float.self), first.1[0], count, parameters[0])
            conversion.quantize(second.0[copy].assumingMemoryBound(to: Float.self), second.1[0], count, parameters[1])
            addition.run(first.1[0], second.1[0], output: ownOutput[0])
            conversion.dequantize(
                ownOutput[0], output[0].assumingMemoryBound(to: Float.self), count, parameters[2])
        }
        let prepared = finished(ownOutput, call: call) {
            // Exact in FP64, so that rounding it is what FP32 arithmetic gives.
            OracleResult(converted: output[0].assumingMemoryBound(to: Float.self), count: count) {
                Float(operands.real($0, of: ownOutput[0]))
            }
        }
        return HeldCase(prepared, buffers: inputs + own + [ownOutput, output])
    }

    private func finished(
        _ output: BufferRing, call: @escaping () -> Void, checkConversion: (() -> OracleResult)? = nil
    ) -> PreparedCase {
        let operands = operands
        let expected = tensors.expected
        return PreparedCase(
            call: call,
            verify: {
                call()
                let oracle = AdditionOracle(
                    operands.addition, first: operands.inputs[0], second: operands.inputs[1])
                return [.init(oracle: oracle.name, oracle.check(output[0]))]
                    + [checkConversion?()].compactMap { $0 }.map { .init(oracle: "converted", $0) }
            },
            resultMetrics: {
                var error = OutputError()
                error.add(expected) { operands.real($0, of: output[0]) }
                return operands.metrics(of: error)
            })
    }

    private func copies(of bytes: [Int]) -> Int {
        conditions.copies(of: bytes, lastLevelCacheBytes: lastLevelCacheBytes)
    }
}

extension AdditionTensors.Operands {
    fileprivate func real(_ index: Int, of output: UnsafeRawPointer) -> Double {
        switch addition {
        case .float(let addition): Double(addition.format.element(index, of: output))
        case .integer: parameters[2].real(index, of: output)
        }
    }

    fileprivate func metrics(of error: OutputError) -> [String: Report.Metric] {
        var metrics: [String: Report.Metric] = ["sqnr": .sqnr(error)]
        if case .integer = addition {
            metrics["error.max-lsb"] = .exact(error.largest / Double(parameters[2].scale), "1", .lower)
        }
        return metrics
    }
}
