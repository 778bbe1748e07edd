import CKernels

/// How real numbers are held in 8 bits: x = (q − zeroPoint)·scale.
public struct QuantizationParameters: Sendable, Equatable {
    /// The step between neighbouring elements.
    public var scale: Float
    /// The element that stands for 0.
    public var zeroPoint: Int32
    /// Element type.
    public var type: IntegerLayer.ActivationType

    /// Each integer as itself: where nothing is quantised.
    public static let identity = QuantizationParameters(scale: 1, zeroPoint: 0, type: .s8)

    /// `scale` positive and finite, `zeroPoint` within the type's range.
    public init(scale: Float, zeroPoint: Int32, type: IntegerLayer.ActivationType) {
        self.scale = scale
        self.zeroPoint = zeroPoint
        self.type = type
    }

    /// The parameters whose range covers `low ... high` and 0, as TensorFlow Lite chooses them: 255 steps, and
    /// 0 is represented exactly (Jacob et al., 2018, arXiv:1712.05877, section 3).
    public init(covering low: Double, _ high: Double, type: IntegerLayer.ActivationType) {
        let low = min(low, 0)
        let high = max(high, 0)
        let scale = high > low ? (high - low) / 255 : 1
        let range = type.range
        let zero = (Double(range.lowerBound) - low / scale).rounded(.toNearestOrEven)
        self.init(
            scale: Float(scale),
            zeroPoint: Int32(min(max(zero, Double(range.lowerBound)), Double(range.upperBound))), type: type)
    }
}

/// A backend's conversions between FP32 and its own activations; nothing is allocated. Floating-point formats take no
/// notice of the parameters.
public struct Conversion: Sendable {
    /// q = clamp(round(x / scale) + zeroPoint), to nearest, ties to even.
    public let quantize:
        @Sendable (
            _ input: UnsafePointer<Float>, _ output: UnsafeMutableRawPointer, _ count: Int,
            QuantizationParameters
        ) -> Void
    /// x = (q − zeroPoint)·scale.
    public let dequantize:
        @Sendable (
            _ input: UnsafeRawPointer, _ output: UnsafeMutablePointer<Float>, _ count: Int,
            QuantizationParameters
        ) -> Void
}

extension Conversion {
    init(_ native: CKConversion) {
        self.init(
            quantize: { input, output, count, p in
                native.quantize(input, output, Int64(count), p.scale, p.zeroPoint, p.type == .s8 ? 1 : 0)
            },
            dequantize: { input, output, count, p in
                native.dequantize(input, output, Int64(count), p.scale, p.zeroPoint, p.type == .s8 ? 1 : 0)
            })
    }

    /// Plain Swift, vectorised by the compiler as far as its baseline goes.
    static let portable = Conversion(
        quantize: { input, output, count, p in
            let range = p.type.range
            let low = Float(range.lowerBound - p.zeroPoint)
            let high = Float(range.upperBound - p.zeroPoint)
            let output = output.assumingMemoryBound(to: UInt8.self)
            // Adding and subtracting 1.5·2^23 rounds to nearest, ties to even.
            let rounding: Float = 12_582_912
            for i in 0..<count {
                let x = input[i] / p.scale
                let clamped = x > low ? (x < high ? x : high) : low
                let rounded = (clamped + rounding) - rounding
                output[i] = UInt8(truncatingIfNeeded: Int32(rounded) &+ p.zeroPoint)
            }
        },
        dequantize: { input, output, count, p in
            switch p.type {
            case .s8:
                let input = input.assumingMemoryBound(to: Int8.self)
                for i in 0..<count { output[i] = Float(Int32(input[i]) &- p.zeroPoint) * p.scale }
            case .u8:
                let input = input.assumingMemoryBound(to: UInt8.self)
                for i in 0..<count { output[i] = Float(Int32(input[i]) &- p.zeroPoint) * p.scale }
            }
        })
}
