/// Watches a stream of numbers (errors of 0 and 1, losses, confidences) and tells when its law has changed.
///
/// Every detector keeps to two rules. With the value after an alarm it starts anew, as if that were the first. And
/// a value it cannot compute with (NaN, an infinity, a magnitude above 2⁴⁸⁰, whose square would leave no room for a
/// sum) is passed over: the state stays as it was, and no drift is detected with it.
public protocol DriftDetector: Sendable {
    /// Takes the next number.
    /// - Returns: whether drift is detected with it.
    mutating func add(_ value: Double) -> Bool

    /// Forgets all that it has seen.
    mutating func reset()

    /// Bytes of state that it holds now, counted from what it keeps: what it would take on a device in FP64, its
    /// parameters left out.
    var stateByteCount: Int { get }
}

extension Double {
    /// Whether a detector takes this value; NaN is none of these.
    var isWatchable: Bool { magnitude <= 0x1p480 }
}
