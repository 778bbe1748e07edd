/// What a bandwidth loop must leave behind, element by element.
///
/// The arrays hold whole numbers below 4,096, so that every sum is exact whether or not a loop fuses its multiplication
/// and addition.
public struct BandwidthOracle: Sendable {
    private let kind: BandwidthLoop.Kind
    private let count: Int
    private let passes: Int

    /// - Parameters:
    ///   - count: elements of each array.
    ///   - passes: how often the loop goes over them.
    public init(_ kind: BandwidthLoop.Kind, count: Int, passes: Int) {
        self.kind = kind
        self.count = count
        self.passes = passes
    }

    /// Fills all arrays of the loop, so that no element looks right by chance or by an earlier call.
    public func fill(_ arrays: UnsafeMutableRawPointer) {
        let elements = arrays.assumingMemoryBound(to: Float.self)
        for index in 0..<kind.arrays * count { elements[index] = Self.pattern(index) }
    }

    /// Holds what a call on the filled arrays left and returned against what it must be.
    public func check(_ arrays: UnsafeMutableRawPointer, sum: UInt32) -> OracleResult {
        let elements = arrays.assumingMemoryBound(to: Float.self)
        // What is read only must be as before, too.
        for index in 0..<kind.arrays * count where elements[index] != expected(at: index) {
            return .init(
                passed: false, detail: "element \(index) is \(elements[index]), not \(expected(at: index))")
        }
        guard kind == .read else { return .init(passed: true, detail: "all \(count) elements equal") }
        let words = (0..<count).reduce(UInt32(0)) { $0 &+ Self.pattern($1).bitPattern }
        let expected = words &* UInt32(truncatingIfNeeded: passes)
        return .init(
            passed: sum == expected,
            detail: sum == expected ? "the sum of \(count) elements is equal" : "the sum is \(sum), not \(expected)")
    }

    private func expected(at index: Int) -> Float {
        guard index < count else { return Self.pattern(index) }
        return switch kind {
        case .read: Self.pattern(index)
        case .write: BandwidthLoop.scalar
        case .copy: Self.pattern(index + count)
        case .triad: Self.pattern(index + count) + BandwidthLoop.scalar * Self.pattern(index + 2 * count)
        }
    }

    /// Neighbours differ: the upper bits of a multiplicative hash (Knuth, The Art of Computer Programming 3, 6.4).
    private static func pattern(_ index: Int) -> Float {
        Float((UInt32(truncatingIfNeeded: index) &* 2_654_435_761) >> 20)
    }
}
