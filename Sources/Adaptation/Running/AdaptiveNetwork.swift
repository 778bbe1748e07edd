import Kernels

/// What predicts on a device, and learns there. Not safe for concurrent use.
protocol AdaptiveNetwork: AnyObject {
    /// Labelled examples of an update.
    var batch: Int { get }
    /// The outputs for an input, which stay until the next call.
    /// - Parameters:
    ///   - inputs: room for a batch, one input behind the other.
    ///   - place: of the input among them.
    func outputs(_ inputs: UnsafePointer<Float>, at place: Int) -> UnsafePointer<Float>
    /// Holds each step of a prediction against its oracle; nil where it predicts by what it learns with, or by what it has learnt.
    func checkSteps(_ values: [Float]) -> OracleResult?
    /// What is done besides with an input whose outputs were asked for last, whether it gets a label or not.
    func notice()
    /// One update, with all that follows before the next prediction. Nothing is allocated.
    /// - Parameter inputs: a batch.
    /// - Throws: `LossError` for a label that is no class.
    func update(_ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rate: Double) throws
    /// The packed weights that no update changes, as they are now; empty where all that predicts may learn.
    var packedWeights: [UInt8] { get }
    /// A step's parameters as they are now.
    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float])
    /// What it takes.
    var footprint: Footprint { get }
}

extension AdaptiveNetwork {
    var packedWeights: [UInt8] { [] }
    func checkSteps(_ values: [Float]) -> OracleResult? { nil }
    func notice() {}
}
