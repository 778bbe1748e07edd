/// The levels of a figure that the same program gives again, to the last digit or within a slack.
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
    private let values: [Double]
    private let slack: Double

    init(_ values: [Double], slack: Double) {
        func isSame(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= slack }
        var levels: [Level] = []
        for index in values.indices.dropLast() where isSame(values[index], values[index + 1]) {
            if let last = levels.last, isSame(last.value, values[index]) { continue }
            levels.append(Level(start: index, value: values[index]))
        }
        self.levels = levels
        steadyLast = levels.last.flatMap { last in
            let since = values[last.start...]
            return 4 * since.count { isSame($0, last.value) } >= 3 * since.count ? last : nil
        }
        (self.values, self.slack) = (values, slack)
    }

    /// The last run at a level before another began.
    func end(of level: Level, before next: Level) -> Int {
        values[..<next.start].lastIndex { abs($0 - level.value) <= slack } ?? level.start
    }
}
