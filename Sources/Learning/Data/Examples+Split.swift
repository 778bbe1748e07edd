import Statistics

extension Examples {
    /// Parts the examples for training from those for testing, each class in the same proportion.
    ///
    /// The split depends on the seed and the labels alone; both parts keep the order of the whole.
    /// - Parameters:
    ///   - fraction: share of the training part, between 0 and 1; each class gives it the nearest whole number, and at
    ///     least one example to either part.
    ///   - seed: of a run.
    /// - Throws: ``DataError`` where the fraction is out of range, or a class has a single example.
    public func split(
        fraction: Double, seed: UInt64
    ) throws(DataError) -> (training: Examples, test: Examples) {
        guard fraction > 0, fraction < 1 else { throw .fractionOutOfRange(fraction) }
        var members = [[Int]](repeating: [], count: classes.count)
        for (index, label) in labels.enumerated() { members[label].append(index) }
        var isTraining = [Bool](repeating: false, count: count)
        for (label, indices) in members.enumerated() where !indices.isEmpty {
            guard indices.count > 1 else { throw .classTooSmall(name: classes[label]) }
            var generator = SeededGenerator(seed: seed, stream: "split, class \(label)")
            var shuffled = indices
            generator.shuffle(&shuffled)
            let share = Int((fraction * Double(indices.count)).rounded())
            for index in shuffled.prefix(min(max(share, 1), indices.count - 1)) { isTraining[index] = true }
        }
        let all = Array(isTraining.indices)
        return (try selecting(all.filter { isTraining[$0] }), try selecting(all.filter { !isTraining[$0] }))
    }
}
