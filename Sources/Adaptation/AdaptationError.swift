/// Why something cannot be adapted as asked for.
public enum AdaptationError: Error, Equatable, Sendable {
    /// A strategy's text whose first part names nothing that can be updated.
    case unknownUpdate(String, in: String)
    /// A strategy's text with a part that says neither when nor in which numbers.
    case unknownPart(String, in: String)
    /// A part of a strategy's text without its number, or with one that it does not take.
    case argument(of: String, found: String?, allowed: String, in: String)
    /// A strategy that updates nothing, and says when.
    case frozenTrigger(in: String)
    /// A network whose last step is no fully connected layer without activation: there is no head.
    case headMissing(step: String)
    /// A network of one step, which leaves no body before the head.
    case bodyMissing
    /// A network for other inputs or classes than the stream has.
    case otherStream(network: String, stream: String)
    /// A setting out of its range.
    case setting(name: String, value: String, allowed: String)
    /// A budget of bytes, and the least that a strategy takes.
    case budget(Int, strategy: String, least: Int)
    /// Numbers in which this machine runs no kernel.
    case noKernel(String)
}
