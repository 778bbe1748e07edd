import Statistics

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
        precondition(draws >= 1, "a spread needs a draw")
        let laws = numbers.map(\.law)
        var generator = SeededGenerator(seed: seed, stream: "radio \(name)")
        var drawn = [Double](repeating: 0, count: laws.count)
        var columns: [[Double]] = []
        for _ in 0..<draws {
            for index in laws.indices { drawn[index] = numbers[index].draw(laws[index], using: &generator) }
            for (column, value) in values(model(drawn[...])).enumerated() {
                if column == columns.count { columns.append([]) }
                columns[column].append(value)
            }
        }
        return columns.map { MonteCarlo.Spread($0) }
    }
}
