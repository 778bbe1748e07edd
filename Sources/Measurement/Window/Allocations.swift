import Basics
import CAllocations

/// What the allocator was asked for, as a stand-in for malloc in this executable saw it.
public enum Allocations {
    /// Why nothing is counted; nil where it is.
    public static var unavailable: String? {
        callocations_counts_allocations() ? nil : "the allocator is counted with glibc alone, and not under a sanitizer"
    }

    /// Allocations that the threads of a team, by default the current thread alone, make in `body`; nil where they are
    /// not counted.
    public static func count(by team: Team = .single, in body: () -> Void) -> Int? {
        guard unavailable == nil else { return nil }
        let counts = UnsafeMutablePointer<Int64>.allocate(capacity: 2 * team.count)
        defer { counts.deallocate() }
        read(into: counts, by: team)
        body()
        read(into: counts + team.count, by: team)
        return (0..<team.count).reduce(0) { $0 + Int(counts[team.count + $1] - counts[$1]) }
    }

    private static func read(into counts: UnsafeMutablePointer<Int64>, by team: Team) {
        team.run({ $0?.assumingMemoryBound(to: Int64.self)[Int($1)] = callocations_thread_allocations() }, counts)
    }

    /// Runs `body` with an allocator that maps all but small blocks from the system each by itself: memory of its own pages,
    /// where freed blocks would come back. Without effect where the allocator is not glibc's.
    static func mapped<Result>(_ body: () throws -> Result) rethrows -> Result {
        callocations_map_from(16_384)
        // What libraries allocate in their calls must not be mapped each time.
        defer { callocations_map_from(0) }
        return try body()
    }

    /// What a piece of work makes of the process's heap, in bytes beyond what was held before.
    public struct Heap: Equatable, Sendable {
        /// Held when it was done; negative where more was given back than taken.
        public var kept: Int
        /// The most at one time.
        public var peak: Int
    }

    /// Bytes of memory for data that `body` has allocated and that is held when it returns: blocks aligned to a cache line, as
    /// tensors are here and what Swift's runtime allocates for itself is not. Nil where they are not counted. Meaningful
    /// while no other thread allocates.
    public static func data<Result>(in body: () throws -> Result) rethrows -> (result: Result, byteCount: Int?) {
        callocations_follow_aligned()
        defer { _ = callocations_followed_bytes() }
        let result = try body()
        let bytes = callocations_followed_bytes()
        return (result, unavailable == nil && bytes >= 0 ? Int(bytes) : nil)
    }

    /// The heap in and after `body`; nil where it is not counted. Meaningful while no other thread allocates.
    public static func heap<Result>(in body: () throws -> Result) rethrows -> (result: Result, heap: Heap?) {
        callocations_reset_peak()
        let before = callocations_process_heap().live_bytes
        let result = try body()
        let after = callocations_process_heap()
        return (
            result,
            unavailable == nil
                ? Heap(kept: Int(after.live_bytes - before), peak: Int(after.peak_bytes - before)) : nil
        )
    }
}
