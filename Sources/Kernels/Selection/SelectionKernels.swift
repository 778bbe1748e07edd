import CKernels

/// Choosing the elements of the largest magnitude, in the loops of one instruction set: exactly as many as are asked for, by
/// ascending index, the first of equal ones. What is no number is larger than all numbers, so that it is seen. Nothing is
/// allocated.
public struct SelectionKernels: @unchecked Sendable {
    /// The instruction set as variants name it.
    public let name: String
    /// Instruction sets beyond the compiler's baseline.
    public let features: [CPUFeature]
    private let table: CKSelection

    /// Words of scratch memory that a call takes.
    public static let scratchCount = Int(CK_SELECTION_SCRATCH)

    /// All that were compiled for this architecture, slowest first.
    public static let all: [SelectionKernels] = [
        SelectionKernels("portable", [], ck_selection_baseline),
        SelectionKernels("avx2", [.avx2, .fma], ck_selection_avx2),
        SelectionKernels("avx512", [.avx512], ck_selection_avx512),
    ].compactMap { $0 }

    /// The last of ``all`` that this machine runs.
    public static let fastest = all.last { $0.unavailable == nil } ?? all[0]

    init?(_ name: String, _ features: [CPUFeature], _ table: UnsafePointer<CKSelection>?) {
        guard let table else { return nil }
        self.name = name
        self.features = features
        self.table = table.pointee
    }

    /// Why this machine cannot run them; nil where it can.
    public var unavailable: String? { CPUFeature.absence(among: features) }
}

extension SelectionKernels {
    /// The bits of the k-th largest magnitude.
    /// - Parameters:
    ///   - k: 1 ... count.
    ///   - scratch: ``scratchCount`` words.
    public func thresholdBits(
        _ x: UnsafePointer<Float>, count: Int, k: Int, scratch: UnsafeMutablePointer<UInt32>
    ) -> UInt32 {
        table.threshold(x, Int64(count), Int64(k), scratch)
    }

    /// The k elements of the largest magnitude.
    /// - Parameters:
    ///   - k: 1 ... count.
    ///   - indices: of k elements; `values` likewise.
    ///   - scratch: ``scratchCount`` words.
    public func top(
        _ k: Int, of x: UnsafePointer<Float>, count: Int, indices: UnsafeMutablePointer<Int32>,
        values: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<UInt32>
    ) {
        let threshold = table.threshold(x, Int64(count), Int64(k), scratch)
        let ties = Int64(k) - table.above(x, Int64(count), threshold)
        _ = table.take(x, Int64(count), threshold, ties, indices, values)
    }

    /// The elements whose magnitude is at least a threshold; returns how many.
    /// - Parameters:
    ///   - magnitude: at least 0.
    ///   - indices: of `count` elements, as all may be taken; `values` likewise.
    public func atLeast(
        _ magnitude: Float, of x: UnsafePointer<Float>, count: Int, indices: UnsafeMutablePointer<Int32>,
        values: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(table.take(x, Int64(count), magnitude.magnitude.bitPattern, Int64(count), indices, values))
    }

    /// The elements whose magnitude has bits of at least `threshold`; returns how many, and more than `most` where there are
    /// more.
    /// - Parameters:
    ///   - most: elements that `indices` and `values` have room for; `values` may be x.
    public func reaching(
        _ threshold: UInt32, of x: UnsafePointer<Float>, count: Int, most: Int,
        indices: UnsafeMutablePointer<Int32>, values: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(table.reaching(x, Int64(count), threshold, Int64(most), indices, values))
    }

    /// The bits of the k-th largest magnitude, which must be within bounds.
    public func thresholdBits(
        _ x: UnsafePointer<Float>, count: Int, k: Int, within bounds: Range<UInt32>
    ) -> UInt32 {
        table.between(x, Int64(count), Int64(k), bounds.lowerBound, bounds.upperBound)
    }

    /// Elements whose magnitude has bits above `threshold`.
    public func above(_ threshold: UInt32, of x: UnsafePointer<Float>, count: Int) -> Int {
        Int(table.above(x, Int64(count), threshold))
    }

    /// Of elements that were taken by ascending index, keeps those whose magnitude has bits of at least `threshold`, but no more
    /// than k: the last of those that equal it go. Returns how many are left.
    public func keep(
        _ k: Int, reaching threshold: UInt32, of count: Int, indices: UnsafeMutablePointer<Int32>,
        values: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(table.keep(indices, values, Int64(count), threshold, Int64(k)))
    }
}
