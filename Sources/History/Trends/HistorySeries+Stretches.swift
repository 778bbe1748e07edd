extension HistorySeries {
    /// The parts of the series that may be held against each other: ratios to another reference build begin anew.
    var stretches: [Range<Int>] {
        var stretches: [Range<Int>] = []
        for index in points.indices {
            if let last = stretches.last, points[index].run.reference == points[last.lowerBound].run.reference {
                stretches[stretches.count - 1] = last.lowerBound..<index + 1
            } else {
                stretches.append(index..<index + 1)
            }
        }
        return stretches
    }
}
