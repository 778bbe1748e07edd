import CKernels

/// Rows×columns matrices of 8-bit integers, row-major, each column with a scale of its own.
extension ElementwiseKernels {
    /// w = q·scale.
    public func scale(
        _ q: UnsafePointer<Int8>, by scales: UnsafePointer<Float>, into w: UnsafeMutablePointer<Float>, rows: Int,
        columns: Int
    ) {
        loops.scaleIntegers(q, scales, w, Int64(rows), Int64(columns))
    }

    /// The largest magnitude of each column; 0 without rows, NaN where there is one.
    /// - Parameter largest: `columns` elements, written anew.
    public func largestMagnitudes(
        ofColumns w: UnsafePointer<Float>, rows: Int, columns: Int, into largest: UnsafeMutablePointer<Float>
    ) {
        loops.largestOfColumns(w, Int64(rows), Int64(columns), largest)
    }

    /// q = w / scale, rounded to nearest, ties to even; a NaN becomes the lowest integer.
    /// - Parameter limit: the largest magnitude of an integer, at most 127.
    public func quantize(
        _ w: UnsafePointer<Float>, by scales: UnsafePointer<Float>, limit: Int, into q: UnsafeMutablePointer<Int8>,
        rows: Int, columns: Int
    ) {
        loops.quantizeRows(w, scales, Int64(rows), Int64(columns), Float(limit), q)
    }

    /// What a move of integers is measured in.
    public enum IntegerMove: Sendable {
        /// w are real numbers, which integers stand for by their scales.
        case scaled
        /// w are integers with digits behind the point.
        case unscaled
    }

    /// Moves integers by what w are more than them, so that one whose w it stands for exactly stays what it is; a NaN becomes the
    /// lowest integer.
    /// - Parameters:
    ///   - limit: the largest magnitude of an integer, at most 127.
    ///   - noise: moves are rounded at random by it, so that their means are what they should be; nil rounds to nearest, ties to even.
    public func move(
        _ q: UnsafeMutablePointer<Int8>, to w: UnsafePointer<Float>, _ move: IntegerMove,
        by scales: UnsafePointer<Float>, limit: Int, noise: inout RoundingNoise?, rows: Int, columns: Int
    ) {
        let isScaled: Int32 = move == .scaled ? 1 : 0
        func run(_ lanes: UnsafeMutablePointer<UInt32>?) {
            loops.moveIntegers(q, w, scales, Int64(rows), Int64(columns), Float(limit), isScaled, lanes)
        }
        guard var own = noise else { return run(nil) }
        own.withLanes(run)
        noise = own
    }
}

/// Random numbers by which values are rounded: sixteen generators side by side, each xorshift32 (G. Marsaglia, "Xorshift RNGs",
/// Journal of Statistical Software 8(14), 2003) with a state of its own.
public struct RoundingNoise: Sendable, Equatable {
    private var lanes: SIMD16<UInt32>

    /// - Parameter words: the first states; of each, the last bit is set, as the only state that never changes is 0.
    public init(_ words: SIMD16<UInt32>) { lanes = words | 1 }

    fileprivate mutating func withLanes(_ body: (UnsafeMutablePointer<UInt32>) -> Void) {
        withUnsafeMutableBytes(of: &lanes) { bytes in
            if let first = bytes.assumingMemoryBound(to: UInt32.self).baseAddress { body(first) }
        }
    }
}
