import Foundation

/// How far a quantised output is from the real one.
public struct QuantizationAccuracy: Sendable, Equatable {
    /// Signal-to-quantisation-noise ratio in dB: 10·log10(Σ y² / Σ (y − ŷ)²); infinite without any error.
    public let sqnr: Double
    /// The largest |y − ŷ| in steps of the output's scale.
    public let maxErrorInSteps: Double

    /// - Parameters:
    ///   - output: quantised elements, `channels` of each output pixel.
    ///   - parameters: how they stand for real numbers.
    ///   - reference: FP64 results; only the pixels it holds are compared.
    public init(
        output: UnsafeRawPointer, parameters: QuantizationParameters, channels: Int, reference: FP32Oracle
    ) {
        var (signal, noise, worst) = (0.0, 0.0, 0.0)
        for (row, pixel) in reference.pixels.enumerated() {
            for i in 0..<channels {
                let index = pixel * channels + i
                let stored =
                    switch parameters.type {
                    case .s8: Int32(output.load(fromByteOffset: index, as: Int8.self))
                    case .u8: Int32(output.load(fromByteOffset: index, as: UInt8.self))
                    }
                let expected = reference.expected[row * channels + i]
                let error = expected - Double(stored - parameters.zeroPoint) * Double(parameters.scale)
                signal += expected * expected
                noise += error * error
                worst = max(worst, error.magnitude)
            }
        }
        sqnr = noise > 0 ? 10 * log10(signal / noise) : .infinity
        maxErrorInSteps = worst / Double(parameters.scale)
    }
}
