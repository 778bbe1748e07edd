/// Splits events into passes that can count at once.
enum PassPlan {
    /// Greedy first fit: an event joins the first pass it can count with, and opens another where there is
    /// none; nothing is dropped.
    /// - Parameters:
    ///   - events: each known to count alone, in the order of asking.
    ///   - anchor: an event that joins every further pass where it fits, so that ratios to it (misses per
    ///     instruction) can be formed within that pass.
    ///   - fits: whether a whole set counts.
    /// - Returns: the passes; all events occur, only the anchor more than once.
    static func make(
        _ events: [CounterEvent], anchor: CounterEvent?, fits: ([CounterEvent]) -> Bool
    ) -> [[CounterEvent]] {
        var passes: [[CounterEvent]] = []
        for event in events {
            if let place = passes.indices.first(where: { fits(passes[$0] + [event]) }) {
                passes[place].append(event)
            } else if let anchor, !passes.isEmpty, anchor != event, fits([anchor, event]) {
                passes.append([anchor, event])
            } else {
                passes.append([event])
            }
        }
        return passes
    }
}
