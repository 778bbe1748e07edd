/// What quantisers that draw lots between levels promise of each element.
enum LevelLaws {
    /// QSGD: one of the two neighbouring levels, of multiples of the norm of the bucket ÷ s. FP32 rounds the share
    /// three times by 2^-24: so near to a level it may count as beyond.
    static func qsgd(_ levels: Int, bucket: Int = 0, isLargest: Bool = false) -> TransferLaw {
        { transfer in
            transfer.firstBucket(of: bucket) { index, part in
                let norm = isLargest ? largest(part.gradient) : squares(part.gradient).squareRoot()
                let exact = norm / Double(levels)
                let scale = transfer.payloadFloat(at: 4 * index)
                if let text = wrongScale(scale, exact) { return text }
                return part.first { x, y in
                    let level = scale == 0 ? 0 : (Double(y) / Double(scale)).rounded()
                    if Float(level) * scale != y { return "no multiple of \(scale)" }
                    if y != 0, (y < 0) != (x < 0) { return "another sign" }
                    let share = scale == 0 ? 0 : min(Double(x.magnitude) / exact, Double(levels))
                    let below = (share * (1 - 0x1p-21)).rounded(.down)
                    let above = min((share * (1 + 0x1p-21)).rounded(.up), Double(levels))
                    return (below...above).contains(abs(level)) ? nil : "level \(level) of \(share)"
                }
            }
        }
    }

    /// TernGrad: −s, 0 or s, where s is the largest magnitude, or so many standard deviations where these are less.
    static func ternary(clip: Double? = nil) -> TransferLaw {
        { transfer in
            let x = transfer.gradient
            var exact = largest(x)
            var doubt = 0.0
            if let clip, !x.isEmpty {
                let mean = x.reduce(0) { $0 + Double($1) } / Double(x.count)
                let variance = x.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(x.count)
                let deviation = variance.squareRoot()
                exact = min(exact, clip * deviation)
                // A variance that is the difference of two sums is known to n·2^-53 of these.
                let error = squares(x) * 0x1p-53
                doubt = clip * (deviation * deviation > error ? error / deviation : error.squareRoot())
            }
            let scale = transfer.payloadFloat(at: 0)
            if let text = wrongScale(scale, exact, doubt: doubt) { return text }
            return transfer.first { x, y in
                if y != 0, y.magnitude != scale { return "neither 0 nor ±\(scale)" }
                if y != 0, (y < 0) != (x < 0) || x == 0 { return "another sign" }
                let isWhole = scale > 0 && Double(x.magnitude) >= Double(scale) * (1 + 0x1p-22)
                return isWhole && y == 0 ? "as large as the scale, but 0" : nil
            }
        }
    }

    private static func wrongScale(_ scale: Float, _ exact: Double, doubt: Double = 0) -> String? {
        // Where its inverse would be infinite, 0 is sent.
        if scale == 0, exact <= 0x1p-126 + doubt { return nil }
        let bound = doubt + Double(Float(exact).ulp)
        return abs(Double(scale) - exact) <= bound ? nil : "a scale of \(scale), it should be \(exact)"
    }

    private static func largest(_ x: [Float]) -> Double { Double(x.lazy.map(\.magnitude).max() ?? 0) }
    private static func squares(_ x: [Float]) -> Double { x.reduce(0) { $0 + Double($1) * Double($1) } }
}
