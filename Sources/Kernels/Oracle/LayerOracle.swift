/// The oracle of a layer in whichever precision it is.
public enum LayerOracle: Sendable {
    case float(FloatOracle)
    case integer(IntegerOracle)

    /// What a report calls the arithmetic of the expected results.
    public var name: String {
        switch self {
        case .float: "fp64"
        case .integer: "int64"
        }
    }

    /// Holds an output in the layer's own elements against the expected results.
    /// - Parameters:
    ///   - requantisation: how the backend rounds integers.
    ///   - summation: how it sums floating-point numbers.
    public func check(
        _ output: UnsafeRawPointer, requantisation: Requantisation = .nearestEven, summation: Summation = .fp32
    ) -> OracleResult {
        switch self {
        case .float(let oracle): oracle.check(output, summation: summation)
        case .integer(let oracle): oracle.check(output, requantisation: requantisation)
        }
    }
}
