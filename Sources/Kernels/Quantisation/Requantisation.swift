/// How a backend rounds sums to its 8-bit output; what a report calls it.
public enum Requantisation: String, Sendable, CaseIterable {
    /// As ``IntegerLayer`` defines it, to the bit.
    case nearestEven = "fp32-nearest-even"
    /// In FP32 too, but with the zero point (and perhaps the bias) added before rounding: a result that lies within
    /// FP32's own rounding of the middle between two steps may become either of them. Everywhere else it is the
    /// definition's.
    case tiesEitherWay = "fp32-ties-either-way"
}
