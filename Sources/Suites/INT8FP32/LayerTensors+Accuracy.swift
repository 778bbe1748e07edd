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
        let count = layer.shape.outputCount
        for index in 0..<count {
            let expected =
                if let parameters = quantised?.outputParameters {
                    Float(parameters.type.value(own.load(fromByteOffset: index, as: UInt8.self)) - parameters.zeroPoint)
                        * parameters.scale
                } else {
                    (layer.precision.format ?? .fp32).element(index, of: own)
                }
            guard output[index] == expected else {
                return OracleResult(
                    passed: false, detail: "element \(index): expected \(expected), got \(output[index])")
            }
        }
        return OracleResult(passed: true, detail: "\(count) elements equal the converted results exactly")
    }
}
