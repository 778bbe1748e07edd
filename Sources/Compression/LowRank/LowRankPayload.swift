import Kernels
import Statistics

/// PowerSGD (Vogels et al., 2019, arXiv:1905.13727): of each matrix two factors of a low rank, found by one step of subspace
/// iteration from the last gradient's factor.
final class LowRankEncoder: PayloadEncoder {
    let format = WireFormat.lowRank
    let parameterByteCount: Int
    let payloadCapacity: Int
    private let tensors: [TensorShape]
    private let rank: Int
    private let isWarm: Bool
    private let seed: UInt64
    private var steps: UInt64 = 0
    /// The factors of columns that the next gradient begins with, tensor by tensor, and those that come after them.
    private var last, next: UnsafeMutablePointer<Float>
    private let lastCount: Int
    private let kernels: CompressionKernels

    /// - Parameters:
    ///   - tensors: of all elements. A matrix that its factors would not make smaller is sent as it is.
    ///   - isWarm: whether the last gradient's factors are begun with; else random ones.
    init(
        tensors: [TensorShape], rank: Int, isWarm: Bool, seed: UInt64, kernels: CompressionKernels = .fastest
    ) {
        self.tensors = tensors.map { tensor in
            let factors = min(rank, tensor.rows, tensor.columns) * (tensor.rows + tensor.columns)
            return tensor.rows == 0 || factors >= tensor.count ? TensorShape(vector: tensor.count) : tensor
        }
        (self.rank, self.isWarm, self.seed, self.kernels) = (rank, isWarm, seed, kernels)
        parameterByteCount = 4 + 8 * tensors.count
        payloadCapacity = 4 * self.tensors.reduce(0) { $0 + $1.sentCount(rank: rank) }
        lastCount = self.tensors.reduce(0) { $0 + ($1.rows == 0 ? 0 : $1.rank(rank) * $1.columns) }
        (last, next) = (.allocate(capacity: max(lastCount, 1)), .allocate(capacity: max(lastCount, 1)))
        reset()
    }

    deinit {
        last.deallocate()
        next.deallocate()
    }

    var stateByteCount: Int { 2 * 4 * lastCount }

    func reset() {
        steps = 0
        drawFactors()
    }

    func advance() {
        steps += 1
        if isWarm { swap(&last, &next) }
    }

    private func drawFactors() {
        var generator = SeededGenerator(seed: seed &+ steps, stream: "low rank")
        for i in 0..<lastCount { last[i] = Float(generator.gaussian()) }
    }

    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        try kernels.requireFinite(gradient, count: tensors.reduce(0) { $0 + $1.count })
        if !isWarm { drawFactors() }
        parameters.store(UInt16(rank), at: 0)
        parameters.store(UInt16(tensors.count), at: 2)
        var (from, to, factor) = (gradient, payload.assumingMemoryBound(to: Float.self), last)
        for (index, tensor) in tensors.enumerated() {
            parameters.store(UInt32(tensor.rows), at: 4 + 8 * index)
            parameters.store(UInt32(tensor.columns), at: 8 + 8 * index)
            if tensor.rows == 0 {
                to.update(from: from, count: tensor.count)
            } else {
                let rank = tensor.rank(rank)
                iterate(from, tensor, rank, factor, to, to + rank * tensor.rows)
                try requireRange(from, tensor, rank, to + rank * tensor.rows, offset: from - gradient)
                factor += rank * tensor.columns
            }
            from += tensor.count
            to += tensor.sentCount(rank: rank)
        }
        if isWarm { keepFactors(payload.assumingMemoryBound(to: Float.self)) }
        return payloadCapacity
    }

    /// a = orthonormal rows of matrix·last, b = a·matrix, which is the next gradient's last.
    private func iterate(
        _ matrix: UnsafePointer<Float>, _ shape: TensorShape, _ rank: Int, _ last: UnsafePointer<Float>,
        _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>
    ) {
        kernels.project(matrix, rows: shape.rows, columns: shape.columns, on: last, rank: rank, into: a)
        Self.orthonormalize(a, rank: rank, count: shape.rows)
        kernels.projectBack(matrix, rows: shape.rows, columns: shape.columns, from: a, rank: rank, into: b)
    }

    /// Refuses factors whose product could be infinite; those of a are 1 at most.
    private func requireRange(
        _ matrix: UnsafePointer<Float>, _ shape: TensorShape, _ rank: Int, _ b: UnsafePointer<Float>, offset: Int
    ) throws(CompressionError) {
        let most = Float(bitPattern: kernels.mostBits(b, count: rank * shape.columns))
        guard !(most * Float(rank + 1)).isFinite else { return }
        let largest = kernels.mostBits(matrix, count: shape.count)
        let index = (0..<shape.count).first { matrix[$0].magnitude.bitPattern == largest } ?? 0
        throw .outOfRange(index: offset + index, value: matrix[index], format: "a factor of rank \(rank) in FP32")
    }

    /// Keeps the factors of columns for the gradient after this, those of each row near 1: what they are multiplied with may be
    /// large or small.
    private func keepFactors(_ sent: UnsafePointer<Float>) {
        var (from, to, old) = (sent, next, last)
        for tensor in tensors {
            for r in 0..<(tensor.rows == 0 ? 0 : tensor.rank(rank)) {
                let row = from + tensor.rank(rank) * tensor.rows + r * tensor.columns
                let most = Float(bitPattern: kernels.mostBits(row, count: tensor.columns))
                if most > 0 {
                    let scale = Float(sign: .plus, exponent: -max(Int(most.exponent), -126), significand: 1)
                    for i in 0..<tensor.columns { to[i] = scale * row[i] }
                } else {
                    // From 0 no later gradient would find a direction.
                    to.update(from: old, count: tensor.columns)
                }
                to += tensor.columns
                old += tensor.columns
            }
            from += tensor.sentCount(rank: rank)
        }
    }

    /// Gram–Schmidt in double precision, each vector against those before it, and once again: what is left of one that nearly
    /// depends on them has errors that are large beside it. A vector that is lost the second time was rounding alone, and
    /// becomes 0.
    static func orthonormalize(_ vectors: UnsafeMutablePointer<Float>, rank: Int, count: Int) {
        for r in 0..<rank {
            let own = vectors + r * count
            for pass in 0..<(r == 0 ? 1 : 2) {
                for other in 0..<r {
                    let base = vectors + other * count
                    var dot = 0.0
                    for i in 0..<count { dot += Double(own[i]) * Double(base[i]) }
                    for i in 0..<count { own[i] = Float(Double(own[i]) - dot * Double(base[i])) }
                }
                let length = norm(own, count)
                let inverse = length > (pass == 0 ? 0 : 0.5) ? 1 / length : 0
                for i in 0..<count { own[i] = Float(Double(own[i]) * inverse) }
            }
        }
    }

    private static func norm(_ vector: UnsafePointer<Float>, _ count: Int) -> Double {
        var sum = 0.0
        for i in 0..<count { sum += Double(vector[i]) * Double(vector[i]) }
        return sum.squareRoot()
    }
}
