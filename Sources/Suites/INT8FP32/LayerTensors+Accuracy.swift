import Kernels
import Report

extension LayerTensors.Operands {
    /// What the precision costs: an output in the layer's own elements against the FP64 results of the FP32 layer. An FP32
    /// output is held against them too, so that all sides show theirs.
    func accuracy(of output: UnsafeRawPointer, reference: FloatOracle) -> [String: Report.Metric] {
        var error = OutputError()
        guard let parameters = quantised?.outputParameters else {
            let format = layer.precision.format ?? .fp32
            error.add(reference.expected) { Double(format.element($0, of: output)) }
            return ["sqnr": .sqnr(error)]
        }
        error.add(reference.expected) { parameters.real($0, of: output) }
        return [
            "sqnr": .sqnr(error),
            "error.max-lsb": .exact(error.largest / Double(parameters.scale), "1", .lower),
        ]
    }

    /// Holds the FP32 output of a converting call against the layer's own output, element by element.
    func checkConverted(_ output: UnsafePointer<Float>, from own: UnsafeRawPointer) -> OracleResult {
        OracleResult(converted: output, count: layer.shape.outputCount) { index in
            if let parameters = quantised?.outputParameters {
                Float(parameters.type.value(own.load(fromByteOffset: index, as: UInt8.self)) - parameters.zeroPoint)
                    * parameters.scale
            } else {
                (layer.precision.format ?? .fp32).element(index, of: own)
            }
        }
    }
}

extension OracleResult {
    /// Holds the FP32 output of a converting call against what its elements must be exactly.
    init(converted output: UnsafePointer<Float>, count: Int, expected: (_ index: Int) -> Float) {
        let wrong = (0..<count).first { output[$0] != expected($0) }
        self.init(
            passed: wrong == nil,
            detail: wrong.map { "element \($0): expected \(expected($0)), got \(output[$0])" }
                ?? "\(count) elements equal the converted results exactly")
    }
}
