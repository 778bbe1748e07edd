import Statistics

/// One timed stretch of repeated calls of a case, as it takes its turn among others.
public enum Epoch {
    /// Epochs of fewer calls begin with one that is not timed.
    private static let fewCalls = 20

    /// Nanoseconds of so many calls, at least 1. Whoever had the turn before has taken the caches, which over many calls
    /// does not show.
    public static func nanoseconds(iterations: Int, _ call: () -> Void) -> UInt64 {
        if iterations < fewCalls { call() }
        return window(iterations: iterations, call)
    }

    /// The factor from 0.8 to 1.2 that the epochs of a round share, so that nothing locks on to the kernel's tick.
    public static func stretch(using generator: inout SeededGenerator) -> Double {
        0.8 + 0.4 * generator.uniform()
    }

    /// A count of calls, stretched; at least 1.
    public static func iterations(_ count: Int, stretchedBy stretch: Double) -> Int {
        max(1, Int((Double(count) * stretch).rounded()))
    }
}
