import Kernels

/// What predicts on a device, and learns there. Not safe for concurrent use.
protocol AdaptiveNetwork: AnyObject {
    /// Labelled examples of an update.
    var batch: Int { get }
    /// The outputs for an input, which stay until the next call.
    /// - Parameter input: with as many bytes behind it as kernels may read (``DeviceInput``).
    func outputs(_ input: UnsafePointer<Float>) throws -> UnsafePointer<Float>
    /// Holds each step of a prediction against its oracle; nil where it predicts by what it learns with, too.
    func checkSteps(_ values: [Float]) -> OracleResult?
    /// What is done besides with an input whose outputs were asked for last, whether it gets a label or not.
    func notice()
    /// One update. Nothing is allocated.
    /// - Throws: `LossError` for a label that is no class.
    func update(_ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rate: Double) throws
    /// What an update that changed nothing is followed by before the next prediction. Nothing is allocated.
    func settle()
    /// A step's parameters as they are now.
    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float])
    /// What it takes.
    var footprint: Footprint { get }
}

extension AdaptiveNetwork {
    func checkSteps(_ values: [Float]) -> OracleResult? { nil }
    func notice() {}
    func settle() {}
}
