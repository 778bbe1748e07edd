import RealModule

/// Which of a series' candidates are steps: the worst one is dropped as long as it is not sure enough, and those around
/// it are judged again.
struct StepSelection {
    /// A candidate with what its surroundings say of it.
    struct Step {
        /// The first index after it.
        var index: Int
        var fit: StepFit
        /// Corrected for the places in its stretch where it might have been seen.
        var pValue: Double
    }

    let sums: SeriesSums
    /// By how much the noise's correlation raises variances.
    let inflation: Double
    /// Steps less high than this count as none.
    let smallest: Double
    /// No two steps are nearer to each other than this, and none to an end.
    let least: Int
    /// The level a step has to reach.
    let alpha: Double

    /// How far a stretch reaches to both sides of a step, and how many other steps it takes in on each. A wider one
    /// makes slow drifts that bend look like steps, a narrower one leaves slopes too vague to tell steps from.
    private static let (reach, neighbours) = (150, 3)

    /// The steps, from candidates in ascending order.
    func select(from candidates: [Int]) -> [Step] {
        var places = candidates
        for place in places.indices { places[place] = moved(place, of: places) }
        var steps = places.indices.map { judge($0, of: places) }
        while let worst = steps.indices.max(by: { badness(steps[$0]) < badness(steps[$1]) }),
            badness(steps[worst]) > alpha
        {
            places.remove(at: worst)
            steps.remove(at: worst)
            // Those whose stretches held it.
            let around = max(0, worst - Self.neighbours - 1)..<min(places.count, worst + Self.neighbours + 1)
            for place in around { places[place] = moved(place, of: places) }
            for place in around { steps[place] = judge(place, of: places) }
        }
        return steps.compactMap { $0 }
    }

    /// The p-value; above 1 for a step that is too small, the more so the smaller, and most for none at all.
    private func badness(_ step: Step?) -> Double {
        guard let step else { return 3 }
        let height = abs(step.fit.height)
        return height < smallest ? 2 - height / smallest : step.pValue
    }

    /// Where next to a place, and between its neighbours, two levels fit best.
    private func moved(_ place: Int, of places: [Int]) -> Int {
        let index = places[place]
        let low = max(place > 0 ? places[place - 1] : 0, index - 20)
        let high = min(place + 1 < places.count ? places[place + 1] : sums.count, index + 20)
        let (first, last) = (max(low + least, index - 5), min(high - least, index + 5))
        return first <= last ? sums.bestSplit(of: low..<high, among: first..<(last + 1)).index : index
    }

    /// What a candidate's stretch says of it; nil where its neighbours leave it none.
    ///
    /// A slope makes a step's height twice as vague, which few values do not bear. So a step has to be sure beside a
    /// slope, or without one, if it is ten times less sure beside one.
    private func judge(_ place: Int, of places: [Int]) -> Step? {
        let index = places[place]
        guard let (range, steps) = stretch(around: place, of: places) else { return nil }
        func fit(sloped: Bool) -> StepFit? {
            StepFit(
                of: sums, in: range, steps: Array(places[steps]), index: place - steps.lowerBound, sloped: sloped,
                inflation: inflation)
        }
        guard let sloped = fit(sloped: true) else { return nil }
        let correction = Double(range.count)
        let pValue = min(1, sloped.pValue * correction)
        if pValue <= alpha { return Step(index: index, fit: sloped, pValue: pValue) }
        guard let level = fit(sloped: false) else { return nil }
        return Step(index: index, fit: level, pValue: max(pValue / 10, min(1, level.pValue * correction)))
    }

    /// The values around a candidate, and the candidates among them.
    private func stretch(around place: Int, of places: [Int]) -> (range: Range<Int>, steps: Range<Int>)? {
        let index = places[place]
        var first = max(0, place - Self.neighbours)
        var last = min(places.count - 1, place + Self.neighbours)
        var low = max(first > 0 ? places[first - 1] : 0, index - Self.reach)
        var high = min(last + 1 < places.count ? places[last + 1] : sums.count, index + Self.reach)
        // What is left of a neighbour's other side has to be long enough to have a level.
        while first < place, places[first] - low < least {
            low = max(low, places[first])
            first += 1
        }
        while last > place, high - places[last] < least {
            high = min(high, places[last])
            last -= 1
        }
        guard index - low >= least, high - index >= least else { return nil }
        return (low..<high, first..<(last + 1))
    }
}
