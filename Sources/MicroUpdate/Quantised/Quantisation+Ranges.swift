extension Quantisation {
    /// The finest scales in which these magnitudes fit, for gated features that of gate times feature; nil where that
    /// is not possible: a magnitude is negative, not finite, or too large.
    /// - Parameters:
    ///   - gates: the largest |w| to come.
    ///   - coefficients: the largest |v| to come.
    ///   - biases: the largest |t| to come.
    ///   - features: the largest |f| to come.
    public init?(gates: Float, coefficients: Float, biases: Float, features: Float) {
        guard
            let gateBits = Self.bits(for: gates), let coefficientBits = Self.bits(for: coefficients),
            let biasBits = Self.bits(for: biases), let featureBits = Self.bits(for: features),
            let productBits = Self.bits(for: gates * features)
        else { return nil }
        // Not finer than the product itself, and no finer than a bias can be shifted to.
        let gatedBits = min(productBits, min(gateBits + featureBits, biasBits + 15 - coefficientBits))
        self.init(
            gateBits: gateBits, coefficientBits: coefficientBits,
            biasBits: min(biasBits, coefficientBits + gatedBits), featureBits: featureBits, gatedBits: gatedBits)
    }

    /// The most bits behind the point, up to 14, with which a magnitude is at most 127; nil where less than −4 would
    /// do.
    private static func bits(for magnitude: Float) -> Int? {
        guard magnitude >= 0 else { return nil }
        var (bits, scaled) = (14, magnitude * 16_384)
        while scaled > 127, bits >= -4 {
            bits -= 1
            scaled *= 0.5
        }
        return bits >= -4 ? bits : nil
    }
}
