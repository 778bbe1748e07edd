/// The ranges that quantisation covers.
public enum Calibration {
    /// The smallest and largest value of each tensor over the stream's first inputs.
    /// - Parameter count: at least 1.
    public static func ranges(
        of reference: ReferenceModel, over stream: InputStream, count: Int
    ) -> [ClosedRange<Double>] {
        let each = reference.map(stream, count: count) { tensors in tensors.map(\.extent) }
        return each.dropFirst().reduce(each.first ?? []) { ranges, next in
            zip(ranges, next).map {
                min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
            }
        }
    }
}

extension [Double] {
    fileprivate var extent: ClosedRange<Double> {
        var (low, high) = (first ?? 0, first ?? 0)
        for x in self {
            low = Swift.min(low, x)
            high = Swift.max(high, x)
        }
        return low...high
    }
}
