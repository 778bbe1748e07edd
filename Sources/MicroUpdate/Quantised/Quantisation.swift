/// Scales of an 8-bit model, all powers of two: how many of a value's eight bits are behind the point, by kind of
/// value. An 8-bit number q with b such bits means q·2⁻ᵇ. Logits have 4, scores 8.
///
/// With powers of two a change of scale is a shift, and FP32 computes the same values without rounding.
public struct Quantisation: Equatable, Sendable {
    /// Bits behind the point of the gates w.
    public let gateBits: Int
    /// Bits behind the point of the coefficients v.
    public let coefficientBits: Int
    /// Bits behind the point of the biases t.
    public let biasBits: Int
    /// Bits behind the point of the features f.
    public let featureBits: Int
    /// Bits behind the point of gated features w·f.
    public let gatedBits: Int

    /// Bits behind the point of a logit.
    @inlinable public static var logitBits: Int { 4 }
    /// Bits behind the point of a rate.
    @inlinable public static var rateBits: Int { 15 }

    /// Scales of one's own; nil where one is not in −4 ... 14 or the shifts between them are not possible: see
    /// ``gatedShift``, ``biasShift``, ``logitShift``.
    public init?(gateBits: Int, coefficientBits: Int, biasBits: Int, featureBits: Int, gatedBits: Int) {
        (self.gateBits, self.coefficientBits, self.biasBits) = (gateBits, coefficientBits, biasBits)
        (self.featureBits, self.gatedBits) = (featureBits, gatedBits)
        let range = -4...14
        guard range.contains(gateBits), range.contains(coefficientBits), range.contains(biasBits),
            range.contains(featureBits), range.contains(gatedBits), gatedShift >= 0
        else { return nil }
        guard biasShift >= 0, biasShift <= 15, logitShift >= 0, logitShift <= 22 else { return nil }
    }

    /// What a product of gate and feature is shifted right by: 0 or more.
    @inlinable public var gatedShift: Int { gateBits &+ featureBits &- gatedBits }

    /// What a bias is shifted left by before it is added to products of coefficients and gated features: 0 ... 15.
    @inlinable public var biasShift: Int { coefficientBits &+ gatedBits &- biasBits }

    /// What the sum of products is shifted right by: 0 ... 22.
    @inlinable public var logitShift: Int { coefficientBits &+ gatedBits &- Self.logitBits }
}
