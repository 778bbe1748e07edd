import Drift
import Learning

/// Labelled events in the order in which a device meets them, and examples that it never meets to judge it by.
public protocol AdaptationStream: AnyObject {
    /// Events.
    var count: Int { get }
    /// The changes of regimes.
    var drifts: [DriftSchedule.Drift] { get }
    /// Numbers of an example.
    var inputCount: Int { get }
    /// Classes.
    var classCount: Int { get }
    /// An event, from 0: the same each time.
    /// - Throws: what keeps it from being made.
    func event(_ index: Int) throws -> LabelledExample
    /// Examples of a regime that are no events.
    /// - Throws: `DataError` where there are none.
    func heldOut(_ regime: Regime) throws -> Examples
}
