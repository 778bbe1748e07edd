/// An event this machine counts.
public struct CounterEvent: Hashable, Sendable {
    /// As the user asked for it.
    public let name: String
    /// What it counts, in PAPI's words.
    public let description: String
    /// libpapi's code for this process.
    let code: Int32
    /// PAPI's component that counts it.
    let component: Int32
    /// The count under the probe's stimulus (``Stimulus``): evidence that the counter moves.
    let probed: Int64
}
