import CKernels
import Statistics

@testable import Kernels

/// One call of ``CKElementwise``: its numbers and its buffers, matrices first.
struct ElementwiseCall {
    enum Operation: String, CaseIterable {
        case clamp, clampBackward, add, addScaled, sgd, momentum, adam, biasClamp, columnSums, moments, normalize
        case parameterGradients, liveInputGradient, frozenInputGradient

        /// Buffers of rows·columns elements, and of one element a column.
        var bufferCounts: (matrices: Int, rows: Int) {
            switch self {
            case .clamp, .sgd: (2, 0)
            case .clampBackward, .add, .addScaled, .momentum: (3, 0)
            case .adam: (4, 0)
            case .columnSums: (1, 1)
            case .biasClamp: (2, 1)
            case .moments: (1, 2)
            case .normalize, .parameterGradients: (2, 4)
            case .liveInputGradient: (3, 5)
            case .frozenInputGradient: (2, 2)
            }
        }
    }

    var operation: Operation
    var rows: Int
    var columns: Int
    /// Bounds, factors, rates: up to eight of them.
    var numbers: [Float]
    var buffers: [[Float]]

    static func random(
        _ operation: Operation, rows: Int, columns: Int, using generator: inout SeededGenerator
    ) -> ElementwiseCall {
        let counts = operation.bufferCounts
        func elements(_ count: Int) -> [Float] { (0..<count).map { _ in Float(4 * generator.uniform() - 2) } }
        var buffers =
            (0..<counts.matrices).map { _ in elements(rows * columns) }
            + (0..<counts.rows).map { _ in elements(columns) }
        var numbers: [Float] = [-0.5, 1]
        switch operation {
        case .clampBackward:
            // Outputs lie on the bounds, too.
            buffers[0] = buffers[0].map { min(max($0, -0.5), 1) }
        case .adam:
            buffers[3] = buffers[3].map { $0.magnitude }
            let step = Double(1 + generator.integer(below: 100))
            numbers = [
                0.01, 1e-8, 0.9, 0.1, 0.999, 0.001, Float(1 / (1 - 1 / (step + 1))), Float(1 + 1000 / step),
            ]
        case .addScaled, .sgd, .momentum: numbers = [0.3, 0.9, 0.01]
        default: break
        }
        return ElementwiseCall(
            operation: operation, rows: rows, columns: columns, numbers: numbers, buffers: buffers)
    }

    /// Runs it on buffers of this call's sizes. ``BatchNormalization`` calls the last loops, and tests of Learning call that.
    func run(_ kernels: ElementwiseKernels, on b: [UnsafeMutablePointer<Float>]) {
        let (loops, n) = (kernels.loops, numbers)
        let (count, rows, columns) = (self.rows * self.columns, Int64(rows), Int64(columns))
        switch operation {
        case .clamp: kernels.clamp(b[0], to: n[0]...n[1], output: b[1], count: count)
        case .clampBackward:
            kernels.clampGradient(
                output: b[0], within: n[0]...n[1], outputGradient: b[1], inputGradient: b[2], count: count)
        case .add: kernels.add(b[0], b[1], sum: b[2], count: count)
        case .addScaled: kernels.add(b[0], b[1], scaledBy: n[0], sum: b[2], count: count)
        case .sgd: kernels.sgd(b[0], gradients: b[1], count: count, rate: n[0], decay: n[2])
        case .momentum:
            kernels.momentum(
                b[0], gradients: b[1], velocities: b[2], count: count, rate: n[0], momentum: n[1], decay: n[2])
        case .adam:
            var factors = CKAdam(
                rate: n[0], epsilon: n[1], firstDecay: n[2], firstGain: n[3], secondDecay: n[4], secondGain: n[5],
                firstCorrection: n[6], secondCorrection: n[7])
            loops.adam(b[0], b[1], b[2], b[3], Int64(count), &factors)
        case .biasClamp:
            kernels.addBias(
                b[2], to: b[0], within: n[0]...n[1], output: b[1], rows: self.rows, columns: self.columns)
        case .columnSums: kernels.columnSums(b[0], rows: self.rows, columns: self.columns, sums: b[1])
        case .moments: loops.moments(b[0], rows, columns, b[1], b[2])
        case .normalize: loops.normalize(b[0], rows, columns, b[2], b[3], b[4], b[5], b[1])
        case .parameterGradients:
            loops.normalizeParameterGradients(b[0], b[1], rows, columns, b[2], b[3], b[4], b[5])
        case .liveInputGradient:
            loops.normalizeLiveInputGradient(b[0], b[1], rows, columns, b[3], b[4], b[5], b[6], b[7], b[2])
        case .frozenInputGradient: loops.normalizeFrozenInputGradient(b[0], rows, columns, b[2], b[3], b[1])
        }
    }

    /// What all buffers hold after it, in memory with guarded ends.
    /// - Parameter sharing: a buffer that lies where another one does.
    func result(
        _ kernels: ElementwiseKernels, guarded side: GuardedBuffer.Guard = .after,
        sharing: (result: Int, operand: Int)? = nil
    ) throws -> [[Float]] {
        let memory = try buffers.map { try GuardedBuffer($0, guarded: side) }
        return withExtendedLifetime(memory) {
            var pointers = memory.map { $0.start.assumingMemoryBound(to: Float.self) }
            if let sharing { pointers[sharing.result] = pointers[sharing.operand] }
            run(kernels, on: pointers)
            return zip(pointers, buffers).map { Array(UnsafeBufferPointer(start: $0, count: $1.count)) }
        }
    }
}
