/// The segments that are recomputed, one more at a time: each of the best sets so far with every segment that still has room.
struct SegmentSearch {
    private let problem: TrainingProblem
    private let total: (TrainingPlanner, _ isPlaced: Bool) -> Int
    /// Steps that have gradients.
    private let steps: Range<Int>
    /// Ways with the same number of segments.
    private var ways: [Way]
    /// The least that any way so far takes.
    private(set) var least = Int.max

    private struct Way {
        var plan: TrainingPlanner
        /// As though blocks left no gap: less than what it takes in the end, and sooner known.
        var bytes: Int
        var macs: Int
    }

    /// So many of the best ways are gone on with. More hardly find less memory, in more time.
    private static let width = 4

    /// - Parameter total: what training takes in all by a planner's blocks: placed, or as though they left no gap.
    init(_ problem: TrainingProblem, total: @escaping (TrainingPlanner, _ isPlaced: Bool) -> Int) {
        (self.problem, self.total) = (problem, total)
        let count = problem.network.steps.count
        steps = ((0..<count).first { problem.needs.gradients[$0 + 1] } ?? 0)..<count
        let plain = TrainingPlanner(problem, recomputing: [])
        ways = [Way(plan: plain, bytes: total(plain, false), macs: 0)]
    }

    /// The way that takes least; nothing is recomputed at first.
    var best: TrainingPlanner { ways[0].plan }

    /// Goes on to one segment more, of two steps at least, as one drops nothing.
    /// - Returns: whether there was room for it.
    mutating func addSegment() -> Bool {
        var seen: Set<[Range<Int>]> = []
        var next: [Way] = []
        for way in ways.prefix(Self.width) {
            for begin in steps {
                for end in stride(from: begin + 2, through: steps.upperBound, by: 1) {
                    let segments = way.plan.kept.segments
                    guard !segments.contains(where: { $0.overlaps(begin..<end) }) else { break }
                    let more = (segments + [begin..<end]).sorted { $0.lowerBound < $1.lowerBound }
                    guard seen.insert(more).inserted else { continue }
                    let plan = TrainingPlanner(problem, recomputing: more)
                    next.append(Way(plan: plan, bytes: total(plan, false), macs: plan.recomputedMACs))
                }
            }
        }
        guard !next.isEmpty else { return false }
        ways = next.sorted { ($0.bytes, $0.macs) < ($1.bytes, $1.macs) }
        return true
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
            repeat {
                if let fitting = search.fitting(limit) { return fitting }
            } while search.lowerLeast() && search.addSegment()
            throw .doesNotFit(limit: limit, least: search.least)
        }
    }
}
