import CKernels

/// In which precision a backend sums the products of a floating-point layer; what a report calls it. Depthwise layers
/// are summed in FP32 by all.
public enum Summation: String, Sendable, CaseIterable {
    /// In FP32, in any order, with or without fused multiply–add.
    case fp32
    /// In FP32, of pairs of products that are added before the sum takes them, each addition rounding to odd (Arm,
    /// Architecture Reference Manual, BFDotAdd).
    case fp32Pairs = "pairs-in-fp32"
    /// In FP16 over short chains of K, whose sums are added in FP32.
    case fp16Chains = "fp16-chains-in-fp32"

    /// How far a sum of `k` products and a bias, whose magnitudes add up to `size`, may lie from the exact one.
    ///
    /// An FP32 sum errs by at most γ(K+1)·size with γ(n) = n·u / (1 − n·u) and u = 2^−24 (Higham, Accuracy and
    /// Stability of Numerical Algorithms, 2nd ed., section 3.1).
    ///
    /// Rounding to odd errs by up to 2·u, but K products in pairs need half the additions to the sum: γ(K+3), the pair's
    /// own addition counted.
    ///
    /// A chain of n numbers is two sums of n/2 fused multiply–adds each, the even and the odd numbers', and the sum of
    /// the two: n/2 + 1 roundings with u = 2^−11, each of which errs by 2^−25 besides where its result is subnormal. With
    /// at most one addition to each multiplication there are no more than 2·K of them. FP32 sums what the chains make.
    func bound(k: Int, size: Double) -> Double {
        let sum = Self.gamma(k + 1, 0x1p-24)
        switch self {
        case .fp32: return sum * size
        case .fp32Pairs: return Self.gamma(k + 3, 0x1p-24) * size
        case .fp16Chains:
            let chain = Self.gamma(min(k, Int(CK_FP16_CHAIN) / 2) + 1, 0x1p-11)
            let error = chain * size + Double(2 * k) * 0x1p-25 * (1 + chain)
            return error + sum * (size + error)
        }
    }

    private static func gamma(_ roundings: Int, _ unitRoundoff: Double) -> Double {
        let error = Double(roundings) * unitRoundoff
        return error / (1 - error)
    }
}
