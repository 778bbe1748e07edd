extension HistorySeries {
    /// Indices of the points that may be held against each other, in their order, the newest point's last: ratios to
    /// another reference build are others, even where they lie between.
    var stretches: [[Int]] {
        Dictionary(grouping: points.indices) { points[$0].run.reference }.values
            .sorted { ($0.last ?? 0) < ($1.last ?? 0) }
    }
}
