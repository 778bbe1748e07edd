/// The Page-Hinkley test from its definition, over all values since the last start, and with mistakes that can be made.
struct PlainPageHinkley {
    enum Bug: CaseIterable { case noDelta, noForgetting, meanWithoutTheValue, bothSidesAlike, neverAnew, earlyAlarms }

    let parameters: PageHinkleyParameters
    var bug: Bug?

    func run(_ values: [Double]) -> PlainRun {
        var run = PlainRun()
        var start = 0
        var (total, rises, falls, lowest, highest) = (0.0, 0.0, 0.0, Double.infinity, -Double.infinity)
        let delta = bug == .noDelta ? 0 : parameters.delta
        let alpha = bug == .noForgetting ? 1 : parameters.alpha
        for (index, value) in values.enumerated() {
            let count = Double(index - start + 1)
            let before = count > 1 ? total / (count - 1) : value
            total += value
            let deviation = value - (bug == .meanWithoutTheValue ? before : total / count)
            rises = alpha * rises + deviation - delta
            falls = alpha * falls + deviation + (bug == .bothSidesAlike ? -delta : delta)
            lowest = min(lowest, rises)
            highest = max(highest, falls)
            guard bug == .earlyAlarms || index - start + 1 >= parameters.min_instances else { continue }
            let up = parameters.mode != "down" && run.exceeds(rises - lowest, parameters.threshold)
            let down = parameters.mode != "up" && run.exceeds(highest - falls, parameters.threshold)
            guard up || down else { continue }
            run.alarms.append(index)
            guard bug != .neverAnew else { continue }
            (start, total, rises, falls, lowest, highest) = (index + 1, 0, 0, 0, .infinity, -.infinity)
        }
        return run
    }
}

/// Alarms, and by how little the nearest test was decided.
struct PlainRun {
    var alarms: [Int] = []
    var closest = Double.infinity

    /// Whether a figure is above its bound.
    mutating func exceeds(_ figure: Double, _ bound: Double) -> Bool {
        if figure != bound { closest = min(closest, abs(figure - bound) / max(abs(figure), abs(bound))) }
        return figure > bound
    }

    /// Whether alarms are these. Rounding alone may decide where a figure meets its bound to the 9th digit.
    func agrees(with other: [Int]) -> Bool { alarms == other || closest < 1e-9 }
}
