/// Which values of a metric are the better ones.
public enum Direction: Sendable {
    /// Lower is better, as with times.
    case lower
    /// Higher is better, as with throughputs.
    case higher
}
