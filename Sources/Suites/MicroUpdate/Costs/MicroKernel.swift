import MicroLearning
import MicroUpdate
import Report
import Statistics

/// A model in one precision with events in that precision's numbers: what is timed, counted and checked.
struct MicroKernel {
    /// Scores the next event.
    let score: () -> Void
    /// Scores the next event and learns from it.
    let update: () -> Void
    /// What it holds.
    let state: StateBytes
    /// Holds the precision against FP64 on random models and events.
    let check: (inout SeededGenerator) throws -> Report.Check

    /// So small that parameters stay where they are over millions of events, and no number becomes subnormal.
    static let rate = 1.0 / 1024

    /// - Parameter seed: of parameters and events.
    static func of(_ precision: MicroPrecision, _ shape: ModelShape, seed: UInt64) throws -> MicroKernel {
        var generator = SeededGenerator(seed: seed, stream: "parameters of a small model")
        let start = (0..<shape.parameters).map { place in
            place < shape.features ? 1 + 0.1 * generator.gaussian() : 0.3 * generator.gaussian()
        }
        switch precision {
        case .fp64: return fp64(shape, start, seed: seed)
        case .fp32: return fp32(shape, start, seed: seed)
        case .fp16: return half(shape, start, seed: seed)
        case .int8Latent: return try latent(shape, start, seed: seed)
        case .int8Stochastic: return try byLot(shape, start, seed: seed)
        case .int8Nearest: return try toNearest(shape, start, seed: seed)
        case .fixed: return fixed(shape, start, seed: seed)
        }
    }

    /// Multiply–accumulates of a score and of an update: v·w·f and its sum; besides, the change of each gate and coefficient, and
    /// rate·slope·f.
    static func macs(_ pass: MicroPass, _ shape: ModelShape) -> Int {
        switch pass {
        case .score: 2 * shape.features
        case .update: 5 * shape.features + 1
        }
    }
}

/// What is timed.
enum MicroPass: String, CaseIterable {
    case score, update
}
