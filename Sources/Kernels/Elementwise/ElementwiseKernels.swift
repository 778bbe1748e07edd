import CKernels

/// What training needs beside products, in FP32, in the loops of one instruction set: activations, sums, updates of parameters,
/// and what ``BatchNormalization`` is made of.
///
/// Operations are rounded one by one, and rows are summed in the same order everywhere, so that results are equal bit by bit on
/// all instruction sets. NaN and infinities go the way of IEEE 754. A result may be written over an operand of its shape, element
/// by element, but not a sum; nothing else overlaps. Nothing is allocated, and a count of 0 does nothing.
public struct ElementwiseKernels: Sendable {
    /// The instruction set's name: `avx2`, or `baseline` for the compiler's own.
    public let instructionSet: String
    /// The instruction sets that they use beyond the compiler's baseline.
    public let features: [CPUFeature]
    var loops: CKElementwise

    init?(_ instructionSet: String, _ features: [CPUFeature], _ loops: UnsafePointer<CKElementwise>?) {
        guard let loops else { return nil }
        self.instructionSet = instructionSet
        self.features = features
        self.loops = loops.pointee
    }

    private init() {
        instructionSet = "baseline"
        features = []
        loops = ck_elementwise_baseline.pointee
    }

    /// Those of the compiler's own instruction set, NEON among them, which every machine runs.
    public static let baseline = ElementwiseKernels()

    /// All that were compiled for this architecture, narrowest first.
    public static let all: [ElementwiseKernels] =
        [baseline]
        + [
            ElementwiseKernels("avx2", [.avx2, .fma], ck_elementwise_avx2),
            ElementwiseKernels("avx512", [.avx512], ck_elementwise_avx512),
        ].compactMap { $0 }

    /// The widest that this machine runs.
    public static let fastest: ElementwiseKernels = all.last { $0.unavailable == nil } ?? baseline

    /// Why this machine cannot run them; nil where it can.
    public var unavailable: String? { CPUFeature.absence(among: features) }
}

extension ElementwiseKernels {
    /// y = min(max(x, low), high); NaN stays NaN. ReLU is 0 ... ∞.
    public func clamp(
        _ x: UnsafePointer<Float>, to bounds: ClosedRange<Float>, output y: UnsafeMutablePointer<Float>, count: Int
    ) {
        loops.clamp(x, y, Int64(count), bounds.lowerBound, bounds.upperBound)
    }

    /// dX = dY where the output y lies strictly inside the bounds, else 0, NaN among it.
    public func clampGradient(
        output y: UnsafePointer<Float>, within bounds: ClosedRange<Float>, outputGradient dY: UnsafePointer<Float>,
        inputGradient dX: UnsafeMutablePointer<Float>, count: Int
    ) {
        loops.clampBackward(y, dY, dX, Int64(count), bounds.lowerBound, bounds.upperBound)
    }

    /// What ``clampGradient(bits:outputGradient:inputGradient:count:)`` needs of an output: a bit an element, set where it
    /// lies strictly inside the bounds, the first element's the lowest of the first byte.
    /// - Parameter bits: ⌈count / 8⌉ bytes.
    public func clampBits(
        output y: UnsafePointer<Float>, within bounds: ClosedRange<Float>, bits: UnsafeMutablePointer<UInt8>, count: Int
    ) {
        loops.clampBits(y, bits, Int64(count), bounds.lowerBound, bounds.upperBound)
    }

    /// dX = dY where the bit is set, else 0, NaN among it.
    public func clampGradient(
        bits: UnsafePointer<UInt8>, outputGradient dY: UnsafePointer<Float>,
        inputGradient dX: UnsafeMutablePointer<Float>, count: Int
    ) {
        loops.bitsBackward(bits, dY, dX, Int64(count))
    }

    /// sum = a + b.
    public func add(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, sum: UnsafeMutablePointer<Float>, count: Int
    ) {
        loops.add(a, b, sum, Int64(count))
    }

    /// sum = a + factor·b.
    public func add(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, scaledBy factor: Float,
        sum: UnsafeMutablePointer<Float>, count: Int
    ) {
        loops.addScaled(a, b, factor, sum, Int64(count))
    }

    /// y = min(max(x + bias, low), high), with one bias a column of a rows×columns matrix; NaN stays NaN.
    public func addBias(
        _ bias: UnsafePointer<Float>, to x: UnsafePointer<Float>, within bounds: ClosedRange<Float>,
        output y: UnsafeMutablePointer<Float>, rows: Int, columns: Int
    ) {
        loops.biasClamp(x, bias, y, Int64(rows), Int64(columns), bounds.lowerBound, bounds.upperBound)
    }

    /// The sum of each column of a rows×columns matrix, as the gradient by a bias is; 0 without rows. Wrong by at most
    /// γ(rows)·Σ|x| with γ(n) = n·u / (1 − n·u), u = 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed.,
    /// section 4.2).
    /// - Parameter sums: `columns` elements, written anew.
    public func columnSums(
        _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, sums: UnsafeMutablePointer<Float>
    ) {
        loops.columnSums(matrix, Int64(rows), Int64(columns), sums)
    }
}
