/// The levels of a figure that the same program gives again to the last digit.
///
/// A value makes a level where two runs in a row have it; one that comes once is a spike, and no level.
struct ExactLevels {
    /// Runs with one value, in order; neighbours differ.
    struct Level: Equatable {
        /// The first run of the level.
        let start: Int
        let value: Double
    }

    let levels: [Level]
    /// The last level, if the values since its start keep to it but for a spike in four; else the figure varies after all.
    let steadyLast: Level?

    init(_ values: ArraySlice<Double>) {
        var levels: [Level] = []
        for index in values.indices.dropLast() where values[index] == values[index + 1] {
            if levels.last?.value != values[index] { levels.append(Level(start: index, value: values[index])) }
        }
        self.levels = levels
        steadyLast = levels.last.flatMap { last in
            let since = values[last.start...]
            return 4 * since.count { $0 == last.value } >= 3 * since.count ? last : nil
        }
    }
}
