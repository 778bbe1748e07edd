import Quantities

/// A time without samples in the midst of a trace.
public struct TraceGap: Equatable, Sendable {
    /// Where the last sample before it ceases to stand for anything, in the file's time.
    public let start: Seconds
    /// Until the next sample.
    public let duration: Seconds
}

/// The gaps of a window.
public struct TraceGaps: Equatable, Sendable {
    /// How many there are.
    public private(set) var count = 0
    /// The longest one's duration.
    public private(set) var longest = Seconds.zero
    /// The first few.
    public private(set) var first: [TraceGap] = []

    mutating func add(_ gap: TraceGap, keeping kept: Int) {
        count += 1
        longest = max(longest, gap.duration)
        if first.count < kept { first.append(gap) }
    }

    static func + (left: TraceGaps, right: TraceGaps) -> TraceGaps {
        var sum = left
        sum.count += right.count
        sum.longest = max(left.longest, right.longest)
        sum.first += right.first
        return sum
    }
}
