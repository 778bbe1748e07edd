import Statistics

extension [ProfileNumber] {
    /// What follows from numbers when all of them are uncertain at once.
    /// - Parameters:
    ///   - draws: at least 1.
    ///   - seed: the same seed and stream give the same digits.
    ///   - stream: what is drawn, in a few words.
    ///   - values: of the drawn numbers; as many each time.
    /// - Returns: a spread for each value.
    func spreads(
        draws: Int, seed: UInt64, stream: String, _ values: (ArraySlice<Double>) -> [Double]
    ) -> [MonteCarlo.Spread] {
        precondition(draws >= 1, "a spread needs a draw")
        let laws = map(\.law)
        var generator = SeededGenerator(seed: seed, stream: stream)
        var drawn = [Double](repeating: 0, count: laws.count)
        var columns: [[Double]] = []
        for _ in 0..<draws {
            for index in laws.indices { drawn[index] = self[index].draw(laws[index], using: &generator) }
            for (column, value) in values(drawn[...]).enumerated() {
                if column == columns.count { columns.append([]) }
                columns[column].append(value)
            }
        }
        return columns.map { MonteCarlo.Spread($0) }
    }
}

extension RadioProfile {
    /// What follows from a radio's numbers when all of them are uncertain at once.
    /// - Parameters:
    ///   - draws: at least 1.
    ///   - seed: the same seed gives the same digits.
    ///   - values: of the radio with drawn numbers; as many each time.
    /// - Returns: a spread for each value.
    public func spreads(
        draws: Int, seed: UInt64, _ values: (any RadioModel) -> [Double]
    ) -> [MonteCarlo.Spread] {
        numbers.spreads(draws: draws, seed: seed, stream: "radio \(name)") { values(model($0)) }
    }
}

extension ComputeCost {
    /// The energy of a step in joules, and its time in seconds where that is known, when all numbers are uncertain at once.
    /// - Parameters:
    ///   - draws: at least 1.
    ///   - seed: the same seed gives the same digits.
    /// - Returns: nil where the processor has no figures of the precision.
    public func spreads(draws: Int, seed: UInt64) -> (energy: MonteCarlo.Spread, time: MonteCarlo.Spread?)? {
        guard step(numbers.map(\.value)[...]) != nil else { return nil }
        let spreads = numbers.spreads(draws: draws, seed: seed, stream: "compute") { values in
            guard let step = step(values) else { return [] }
            return [step.energy.value] + (step.time.map { [$0.value] } ?? [])
        }
        return (spreads[0], spreads.dropFirst().first)
    }
}
