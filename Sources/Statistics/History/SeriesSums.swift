/// Sums over any stretch of a series in constant time.
struct SeriesSums {
    let count: Int
    // Sums over the values before an index: of the values, of index · value, and of the squares.
    private var values: [Double] = [0]
    private var moments: [Double] = [0]
    private var squares: [Double] = [0]

    init(_ series: [Double]) {
        count = series.count
        // Taken from one of its values, the sums stay small and keep their digits.
        let origin = series.first ?? 0
        for (index, value) in series.enumerated() {
            let value = value - origin
            values.append(values[index] + value)
            moments.append(moments[index] + Double(index) * value)
            squares.append(squares[index] + value * value)
        }
    }

    /// Of the values themselves.
    func sum(_ range: Range<Int>) -> Double {
        values[range.upperBound] - values[range.lowerBound]
    }

    /// Of the products of the values and their indices' distances to the stretch's middle.
    func moment(_ range: Range<Int>) -> Double {
        let middle = Double(range.lowerBound + range.upperBound - 1) / 2
        return moments[range.upperBound] - moments[range.lowerBound] - middle * sum(range)
    }

    /// Of the squared distances to the stretch's mean.
    func squaredDistances(_ range: Range<Int>) -> Double {
        let sum = sum(range)
        return max(0, squares[range.upperBound] - squares[range.lowerBound] - sum * sum / Double(range.count))
    }

    /// Of the squared distances of the indices to their mean.
    static func spread(of range: Range<Int>) -> Double {
        let length = Double(range.count)
        return length * (length * length - 1) / 12
    }

    /// The place in `splits` where two levels fit a stretch best, and by how much they lower its sum of squares.
    func bestSplit(of range: Range<Int>, among splits: Range<Int>) -> (index: Int, gain: Double) {
        let length = Double(range.count)
        let mean = sum(range) / length
        let end = values[range.upperBound]
        var best = (index: splits.lowerBound, gain: -1.0)
        for split in splits {
            let right = Double(range.upperBound - split)
            let excess = end - values[split] - right * mean
            let gain = excess * excess * length / (right * (length - right))
            if gain > best.gain { best = (split, gain) }
        }
        return best
    }
}
