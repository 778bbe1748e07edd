import Models

/// Ways to cut the steps that have gradients into segments that keep about as many bytes for the backward pass.
struct SegmentCuts {
    /// Steps that have gradients.
    let steps: Range<Int>
    /// Bytes that each of them keeps.
    private let kept: [Int]

    /// - Parameter plan: one that recomputes nothing.
    init(_ plan: TrainingPlanner) {
        let (count, loss) = (plan.problem.network.steps.count, plan.schedule.loss)
        let first = (0..<count).first { plan.problem.needs.gradients[$0 + 1] } ?? 0
        var kept = [Int](repeating: 0, count: count)
        for (category, block) in plan.blocks where category == .activations {
            let made = block.life.lowerBound
            if made < loss, block.life.upperBound > loss { kept[made] += MemoryPlacement.aligned(block.byteCount) }
        }
        steps = first..<count
        self.kept = Array(kept[first...])
    }

    /// The cut into so many segments of which the largest keeps as little as can be; nil where there are fewer steps.
    func cut(into segments: Int) -> [Range<Int>]? {
        let count = kept.count
        guard (1...count).contains(segments) else { return nil }
        // Of the first so many steps in so many segments: the largest, and where the last one begins.
        var best = [[(bytes: 0, begin: 0)] + kept.map { _ in (bytes: Int.max, begin: 0) }]
        for segment in 1...segments {
            var row = [(bytes: Int, begin: Int)](repeating: (Int.max, 0), count: count + 1)
            for end in segment...count {
                var bytes = 0
                for begin in stride(from: end - 1, through: segment - 1, by: -1) {
                    bytes += kept[begin]
                    let largest = max(bytes, best[segment - 1][begin].bytes)
                    if largest < row[end].bytes { row[end] = (largest, begin) }
                }
            }
            best.append(row)
        }
        var (ranges, end) = ([Range<Int>](), count)
        for segment in stride(from: segments, to: 0, by: -1) {
            let begin = best[segment][end].begin
            ranges.append(steps.lowerBound + begin..<steps.lowerBound + end)
            end = begin
        }
        return ranges.reversed()
    }
}
