import Kernels

extension PreparedModel {
    /// Holds every step of one inference against the oracle of its operation. What a step should have taken is what the
    /// network's steps before it made, copied when they had made it: a wrong connection and a tensor that was written over
    /// show in the step that takes it.
    /// - Parameters:
    ///   - packed: the packed weights.
    ///   - input: an input in the model's own elements.
    ///   - output: room for the output.
    public func checkSteps(
        packed: UnsafeRawPointer, input: [UInt8], output: UnsafeMutableRawPointer
    ) -> OracleResult {
        checkSteps(of: model, packed: packed, input: input, output: output)
    }

    /// - Parameter model: what should be computed.
    func checkSteps(
        of model: Model, packed: UnsafeRawPointer, input: [UInt8], output: UnsafeMutableRawPointer
    ) -> OracleResult {
        var tensors = [input]
        var failure: OracleResult?
        input.withUnsafeBytes { bytes in
            // A network takes elements; an empty array alone has no address.
            guard let start = bytes.baseAddress else { return }
            trace(packed: packed, input: start, output: output) { index, made in
                let step = model.network.steps[index]
                let byteCount = step.shape.output.count * model.precision.activationBytes
                tensors.append([UInt8](UnsafeRawBufferPointer(start: made, count: byteCount)))
                guard failure == nil else { return }
                let result = model.operations[index].check(
                    made, taking: step.inputs.map { tensors[$0] }, summation: summation)
                if !result.passed {
                    failure = OracleResult(passed: false, detail: "step \(index), \(step.name): \(result.detail)")
                }
            }
        }
        return failure
            ?? OracleResult(
                passed: true,
                detail: model.precision.format == nil
                    ? "all \(model.operations.count) steps equal the Int64 results exactly"
                    : "all \(model.operations.count) steps are within their FP64 bounds")
    }

    /// How far outputs are from FP64's, over the stream's first inputs.
    /// - Parameters:
    ///   - packed: the packed weights.
    ///   - stream: the inputs.
    ///   - expected: the FP64 outputs of as many of them.
    public func error(packed: UnsafeRawPointer, over stream: InputStream, expected: [[Double]]) -> OutputError {
        var error = OutputError()
        let output = UnsafeMutableRawPointer.allocate(
            byteCount: model.network.outputCount * model.precision.activationBytes, alignment: MemoryPlacement.alignment
        )
        defer { output.deallocate() }
        for (index, wanted) in expected.enumerated() {
            model.encode(stream[index]).withUnsafeBytes { bytes in
                if let start = bytes.baseAddress { run(packed: packed, input: start, output: output) }
            }
            error.add(wanted) { model.real($0, of: output) }
        }
        return error
    }
}

extension Model {
    /// An input in the model's own elements.
    public func encode(_ input: [Float]) -> [UInt8] {
        guard let parameters = tensors?.first else { return (precision.format ?? .fp32).encode(input) }
        return input.map { UInt8(truncatingIfNeeded: parameters.quantized($0)) }
    }

    /// The number that an element of the output stands for.
    public func real(_ index: Int, of output: UnsafeRawPointer) -> Double {
        guard let parameters = tensors?.last else {
            return Double((precision.format ?? .fp32).element(index, of: output))
        }
        return parameters.real(index, of: output)
    }
}

extension Model.Operation {
    /// Holds an output against the operation's oracle.
    fileprivate func check(
        _ output: UnsafeRawPointer, taking inputs: [[UInt8]], summation: Summation
    ) -> OracleResult {
        switch self {
        case .layer(.float(let layer)):
            let numbers = inputs[0].withUnsafeBytes { bytes in
                bytes.baseAddress.map { start in
                    (0..<layer.shape.inputCount).map { layer.format.element($0, of: start) }
                } ?? []
            }
            return FloatOracle(layer, input: numbers).check(output, summation: summation)
        case .layer(.integer(let layer)): return IntegerOracle(layer, input: inputs[0]).check(output)
        case .addition(let addition):
            return AdditionOracle(addition, first: inputs[0], second: inputs[1]).check(output)
        }
    }
}
