import RealModule

/// Where a series may have steps: more places than it has.
///
/// Of all stretches in which two levels fit better than one, the narrowest decide first, since they hold one step at
/// most: R. Baranowski, Y. Chen, P. Fryzlewicz, "Narrowest-over-threshold detection of multiple change points and
/// change-point-like features", Journal of the Royal Statistical Society B 81(3), 2019. The stretches are not random, but
/// those of S. Kovács, P. Bühlmann, H. Li, A. Munk, "Seeded binary segmentation", Biometrika 110(1), 2023.
enum StepCandidates {
    /// The first indices after the steps, ascending, none nearer than `least` to an end.
    ///
    /// - Parameter noise: the standard deviation of a mean's noise, times the root of the number of values.
    static func find(in sums: SeriesSums, noise: Double, least: Int) -> [Int] {
        let count = sums.count
        // √(2·log n) bounds n normal variables; there are more stretches than values, and they overlap.
        let threshold = 1.7 * 2 * .log(Double(max(2, count))) * noise * noise
        var chosen: [Int] = []
        var length = 2 * least + 2
        while count >= 2 * least {
            length = min(length, count)
            var hits: [(index: Int, gain: Double, range: Range<Int>)] = []
            for start in starts(of: length, in: count) {
                let range = start..<(start + length)
                guard !chosen.contains(inside: range) else { continue }
                let splits = (range.lowerBound + least)..<(range.upperBound - least + 1)
                let best = sums.bestSplit(of: range, among: splits)
                if best.gain > threshold { hits.append((best.index, best.gain, range)) }
            }
            for hit in hits.sorted(by: { $0.gain > $1.gain }) where !chosen.contains(inside: hit.range) {
                chosen.insert(hit.index, at: chosen.firstIndex(above: hit.index))
            }
            if length == count { break }
            length += length / 2
        }
        return chosen
    }

    /// Every quarter of a length, and the last one that fits.
    private static func starts(of length: Int, in count: Int) -> [Int] {
        Array(stride(from: 0, to: count - length, by: length / 4)) + [count - length]
    }
}

extension [Int] {
    /// The place of the first element above a number; the elements ascend.
    func firstIndex(above number: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] > number { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Whether an element splits a stretch; the elements ascend.
    fileprivate func contains(inside range: Range<Int>) -> Bool {
        let next = firstIndex(above: range.lowerBound)
        return next < count && self[next] < range.upperBound
    }
}
