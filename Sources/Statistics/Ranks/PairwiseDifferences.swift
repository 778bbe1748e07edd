/// The differences of each value of one sample less each of another, without listing them.
struct PairwiseDifferences: Equatable {
    let minuend: SortedSamples
    let subtrahend: SortedSamples

    init(of minuend: SortedSamples, less subtrahend: SortedSamples) {
        self.minuend = minuend
        self.subtrahend = subtrahend
    }

    var count: Int { minuend.count * subtrahend.count }

    var median: Double {
        let lower = ranked((count + 1) / 2)
        return lower + (ranked(count / 2 + 1) - lower) / 2
    }

    func count(atMost bound: Double) -> Int { leading { $0 <= bound } }
    func count(below bound: Double) -> Int { leading { $0 < bound } }
    func count(above bound: Double) -> Int { count - count(atMost: bound) }
    func count(atLeast bound: Double) -> Int { count - count(below: bound) }

    /// The difference of a rank, from 1: the smallest number that so many differences are at most, by bisection over
    /// all numbers in their order.
    func ranked(_ rank: Int) -> Double {
        var low = (minuend.min - subtrahend.max).ordinal
        var high = (minuend.max - subtrahend.min).ordinal
        while low < high {
            // The mean, rounded down, without the sum, which may overflow.
            let middle = (low & high) + ((low ^ high) >> 1)
            if count(atMost: Double(ordinal: middle)) >= rank { high = middle } else { low = middle + 1 }
        }
        return Double(ordinal: low)
    }

    /// For how many differences `belongs` holds; it must hold for none above one for which it does not.
    private func leading(_ belongs: (Double) -> Bool) -> Int {
        var sum = 0
        // The larger a value, the more of the other sample are too small to bring the difference down.
        var tooSmall = 0
        for value in minuend.values {
            while tooSmall < subtrahend.count, !belongs(value - subtrahend.values[tooSmall]) { tooSmall += 1 }
            sum += subtrahend.count - tooSmall
        }
        return sum
    }
}

extension Double {
    /// The place of a finite number among all numbers, so that neighbours differ by 1 and zero is at 0.
    fileprivate var ordinal: Int64 {
        let magnitude = Int64(self.magnitude.bitPattern)
        return self < 0 ? -magnitude : magnitude
    }

    fileprivate init(ordinal: Int64) {
        let magnitude = Double(bitPattern: ordinal.magnitude)
        self = ordinal < 0 ? -magnitude : magnitude
    }
}
