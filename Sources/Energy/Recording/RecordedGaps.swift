import Quantities

/// A time without readings.
public struct RecordedGap: Equatable, Sendable {
    /// Since the window's begin.
    public let start: Seconds
    /// Until the next reading.
    public let duration: Seconds
}

/// The times of a window without readings.
public struct RecordedGaps: Equatable, Sendable {
    /// How many there are.
    public private(set) var count = 0
    /// The longest one's duration.
    public private(set) var longest = Seconds.zero
    /// The first few.
    public private(set) var first: [RecordedGap] = []

    /// How many are kept with their places.
    private static let kept = 5

    mutating func add(_ gap: RecordedGap) {
        count += 1
        longest = max(longest, gap.duration)
        if first.count < Self.kept { first.append(gap) }
    }
}
