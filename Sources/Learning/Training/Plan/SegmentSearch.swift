/// The segments that are recomputed, one more at a time: each of the best sets so far with every segment that still has room, and
/// the first segments of cuts that keep about as much each; the best of all is then improved by moving ends.
struct SegmentSearch {
    private let problem: TrainingProblem
    private let total: (TrainingPlanner, _ isPlaced: Bool) -> Int
    private let cuts: SegmentCuts
    /// Ways with the same number of segments, those that take least first.
    private var ways: [Way]
    private var count = 0
    /// The least that any way so far takes.
    private(set) var least = Int.max

    private struct Way {
        var plan: TrainingPlanner
        /// As though blocks left no gap: less than what it takes in the end, and sooner known.
        var bytes: Int
        var macs: Int
    }

    /// So many of the best ways are gone on with: all in networks of a dozen steps, which a second segment then finds at its best.
    private var width: Int { max(4, 8000 / (cuts.steps.count * cuts.steps.count)) }

    /// - Parameter total: what training takes in all by a planner's blocks: placed, or as though they left no gap.
    init(_ problem: TrainingProblem, total: @escaping (TrainingPlanner, _ isPlaced: Bool) -> Int) {
        (self.problem, self.total) = (problem, total)
        let plain = TrainingPlanner(problem, recomputing: [])
        cuts = SegmentCuts(plain)
        ways = [Way(plan: plain, bytes: total(plain, false), macs: 0)]
    }

    /// The way that takes least; nothing is recomputed at first.
    var best: TrainingPlanner { ways[0].plan }

    /// Goes on to one segment more, of two steps at least, as one drops nothing.
    /// - Returns: whether there was room for it.
    mutating func addSegment() -> Bool {
        var candidates = Set(ways.prefix(width).flatMap { extensions($0.plan.kept.segments) })
        for segments in count + 2...max(count + 2, cuts.steps.count) {
            guard let cut = cuts.cut(into: segments)?.prefix(count + 1) else { break }
            if cut.allSatisfy({ $0.count > 1 }) { candidates.insert(Array(cut)) }
        }
        guard !candidates.isEmpty else { return false }
        count += 1
        ways = []
        var seen = candidates
        while !candidates.isEmpty {
            let before = ways.first?.bytes ?? .max
            ways = (ways + candidates.map(way)).sorted(by: Self.isBetter)
            guard ways[0].bytes < before else { break }
            candidates = Set(moves(best.kept.segments)).subtracting(seen)
            seen.formUnion(candidates)
        }
        return true
    }

    private func way(_ segments: [Range<Int>]) -> Way {
        let plan = TrainingPlanner(problem, recomputing: segments)
        return Way(plan: plan, bytes: total(plan, false), macs: plan.recomputedMACs)
    }

    /// Whatever the order in which they were found.
    private static func isBetter(_ one: Way, _ other: Way) -> Bool {
        func ends(_ way: Way) -> [Int] { way.plan.kept.segments.flatMap { [$0.lowerBound, $0.upperBound] } }
        guard (one.bytes, one.macs) == (other.bytes, other.macs) else {
            return (one.bytes, one.macs) < (other.bytes, other.macs)
        }
        return ends(one).lexicographicallyPrecedes(ends(other))
    }

    /// The same segments and one more.
    private func extensions(_ segments: [Range<Int>]) -> [[Range<Int>]] {
        cuts.steps.flatMap { begin in
            stride(from: begin + 2, through: cuts.steps.upperBound, by: 1).lazy.map { begin..<$0 }
                .filter { more in !segments.contains { $0.overlaps(more) } }
                .map { (segments + [$0]).sorted { $0.lowerBound < $1.lowerBound } }
        }
    }

    /// The same segments with one end moved by a step, or one that two of them share.
    private func moves(_ segments: [Range<Int>]) -> [[Range<Int>]] {
        let ends = segments.flatMap { [$0.lowerBound, $0.upperBound] }
        var moved: [[Range<Int>]] = []
        for index in ends.indices {
            for by in [-1, 1] {
                for isShared in [false, true] {
                    var next = ends
                    next[index] += by
                    if isShared, index + 1 < ends.count, ends[index + 1] == ends[index] { next[index + 1] += by }
                    let isInside = next[0] >= cuts.steps.lowerBound && next[next.count - 1] <= cuts.steps.upperBound
                    let pairs = stride(from: 0, to: next.count, by: 2).map { (next[$0], next[$0 + 1]) }
                    let isApart = zip(next.dropFirst(), next.dropFirst(2)).allSatisfy { $0 <= $1 }
                    guard isInside, isApart, pairs.allSatisfy({ $1 - $0 > 1 }) else { continue }
                    moved.append(pairs.map { $0..<$1 })
                }
            }
        }
        return moved
    }

    /// Of the ways with as many segments as now, the one with the fewest multiply–accumulates that fits.
    func fitting(_ limit: Int) -> TrainingPlanner? {
        ways.filter { $0.bytes <= limit }.sorted { ($0.macs, $0.bytes) < ($1.macs, $1.bytes) }
            .first { total($0.plan, true) <= limit }?.plan
    }

    /// Looks for less memory among the ways with as many segments as now.
    /// - Returns: whether there is any.
    mutating func lowerLeast() -> Bool {
        let before = least
        for way in ways {
            guard way.bytes < least else { break }
            least = min(least, total(way.plan, true))
        }
        return least < before
    }
}

extension TrainingPlanner {
    /// Plans what is recomputed as it is asked for.
    /// - Parameter total: what training takes in all by a planner's blocks: placed, or as though they left no gap.
    static func planned(
        _ problem: TrainingProblem, _ recomputation: Recomputation,
        total: @escaping (TrainingPlanner, _ isPlaced: Bool) -> Int
    ) throws(TrainingError) -> TrainingPlanner {
        guard recomputation != .nothing else { return TrainingPlanner(problem, recomputing: []) }
        var search = SegmentSearch(problem, total: total)
        switch recomputation {
        case .nothing: return search.best
        case .segments(let count):
            guard count >= 0 else { throw .segments(count, most: nil) }
            for before in 0..<count where !search.addSegment() { throw .segments(count, most: before) }
            return search.best
        case .toFit(let limit):
            // One segment more may have to come with another to take less.
            var misses = 0
            repeat {
                if let fitting = search.fitting(limit) { return fitting }
                misses = search.lowerLeast() ? 0 : misses + 1
            } while misses < 2 && search.addSegment()
            throw .doesNotFit(limit: limit, least: search.least)
        }
    }
}
