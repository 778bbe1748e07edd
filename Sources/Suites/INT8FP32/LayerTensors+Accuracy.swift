import Foundation
import Kernels

extension LayerTensors {
    /// Signal-to-noise ratio in dB of an FP32 output against the FP64 results: 10·log10(Σ y² / Σ (y − ŷ)²); infinite
    /// without any error.
    func sqnr(of output: UnsafePointer<Float>) -> Double {
        var (signal, noise) = (0.0, 0.0)
        for (index, expected) in reference.expected.enumerated() {
            let error = expected - Double(output[index])
            signal += expected * expected
            noise += error * error
        }
        return noise > 0 ? 10 * log10(signal / noise) : .infinity
    }

    /// Holds the FP32 output of a converting call against the exact INT8 results, (q − zeroPoint)·scale in FP32.
    func checkDequantised(_ output: UnsafePointer<Float>) -> OracleResult {
        let parameters = int8.outputParameters
        for (index, stored) in exact.expected.enumerated() {
            let expected = Float(stored - parameters.zeroPoint) * parameters.scale
            guard output[index] == expected else {
                return OracleResult(
                    passed: false, detail: "element \(index): expected \(expected), got \(output[index])")
            }
        }
        return OracleResult(
            passed: true, detail: "\(exact.expected.count) elements equal the dequantised results exactly")
    }
}
