/// Expected results of an addition. Integers and FP32 must equal them exactly: an FP32 sum of two numbers has one correct
/// rounding. Narrower formats round that sum once more, to one result again.
public struct AdditionOracle: Sendable {
    /// The addition that the results belong to.
    public let addition: Addition
    /// The output's elements as numbers, quantised ones as they are stored.
    public let expected: [Double]

    /// What a report calls the arithmetic of the expected results, as ``LayerOracle/name`` does.
    public var name: String {
        switch addition {
        case .float: "fp64"
        case .integer: "int64"
        }
    }

    /// Computes the addition element by element.
    /// - Parameters:
    ///   - first: `addition.count` elements of the addition's own type.
    ///   - second: as many.
    public init(_ addition: Addition, first: [UInt8], second: [UInt8]) {
        self.addition = addition
        expected = first.withUnsafeBytes { first in
            second.withUnsafeBytes { second in
                // Additions have elements; an empty array alone has no address.
                guard let a = first.baseAddress, let b = second.baseAddress else { return [] }
                return (0..<addition.count).map { addition.sum($0, a, b) }
            }
        }
    }

    /// Holds an output of `addition.count` elements against the expected results.
    public func check(_ output: UnsafeRawPointer) -> OracleResult {
        for (index, wanted) in expected.enumerated() {
            let actual = addition.element(index, of: output)
            guard actual == wanted else {
                return OracleResult(passed: false, detail: "element \(index): expected \(wanted), got \(actual)")
            }
        }
        return OracleResult(passed: true, detail: "\(expected.count) elements equal the sums exactly")
    }
}

extension Addition {
    fileprivate func element(_ index: Int, of elements: UnsafeRawPointer) -> Double {
        switch self {
        case .float(let addition): Double(addition.format.element(index, of: elements))
        case .integer(let addition):
            Double(addition.activations.value(elements.load(fromByteOffset: index, as: UInt8.self)))
        }
    }

    fileprivate func sum(_ index: Int, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer) -> Double {
        let (x, y) = (element(index, of: a), element(index, of: b))
        switch self {
        case .float(let addition):
            // Rounding twice changes nothing: FP64 has more than twice the precision of FP32 and two bits (Figueroa, When is
            // double rounding innocuous?, SIGNUM Newsletter 30(3), 1995).
            let sum = Float(x + y)
            return Double(
                addition.format.rounded(min(max(sum, addition.clamp.lowerBound), addition.clamp.upperBound)))
        case .integer(let addition):
            let sum =
                Float(x - Double(addition.inputZeroPoints.first)) * addition.multipliers.first
                + Float(y - Double(addition.inputZeroPoints.second)) * addition.multipliers.second
            let rounded = min(max(sum.rounded(.toNearestOrEven), -1024), 1024)
            return Double(
                min(
                    max(Int32(rounded) + addition.outputZeroPoint, addition.clamp.lowerBound), addition.clamp.upperBound
                ))
        }
    }
}
