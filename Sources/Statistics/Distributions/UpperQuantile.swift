import RealModule

/// The inverse of a symmetric distribution's upper tail.
enum UpperQuantile {
    /// The value x ≥ 0 whose `survival` is `probability`, which lies above 0 and is at most ½.
    ///
    /// Newton's method on the logarithm of the tail, which is nearly straight far out, where the tail itself is
    /// flat; inside a bracket that halves where a step leaves it.
    static func find(
        _ probability: Double, survival: (Double) -> Double, density: (Double) -> Double
    ) -> Double {
        var low = 0.0
        var high = 1.0
        while survival(high) > probability {
            low = high
            high *= 2
            guard high.isFinite else { return low }
        }
        var value = (low + high) / 2
        while true {
            let tail = survival(value)
            if tail > probability { low = value } else { high = value }
            var next = value + tail * .log(tail / probability) / density(value)
            if !(next > low && next < high) { next = (low + high) / 2 }
            guard next > low, next < high, abs(next - value) > 2 * value.ulp else { return next }
            value = next
        }
    }
}
