import Statistics
import Testing

@testable import Kernels

/// One layer with an input and what the oracle says of it; holds backends against it.
struct Trial {
    let layer: Layer
    private let input: [UInt8]
    private let oracle: @Sendable (UnsafeRawPointer) -> OracleResult

    init(_ layer: FP32Layer, input: [Float]) {
        self.layer = .fp32(layer)
        self.input = input.withUnsafeBytes { Array($0) }
        let oracle = FP32Oracle(layer, input: input)
        self.oracle = { oracle.check($0.assumingMemoryBound(to: Float.self)) }
    }

    init(_ layer: INT8Layer, input: [UInt8]) {
        self.layer = .int8(layer)
        self.input = input
        let oracle = INT8Oracle(layer, input: input)
        self.oracle = { oracle.check($0) }
    }

    /// A random layer with its input; half of the FP32 layers and all INT8 ones have a fused clamp.
    static func random(
        _ shape: LayerShape, _ precision: Precision, using generator: inout SeededGenerator
    ) -> Trial {
        switch precision {
        case .fp32:
            let layer = FP32Layer.random(
                shape, clamp: Bool.random(using: &generator) ? 0...6 : -Float.infinity ... .infinity,
                using: &generator)
            return Trial(layer, input: FP32Layer.randomInput(shape, using: &generator))
        case .int8:
            let layer = INT8Layer.random(
                shape, activations: Bool.random(using: &generator) ? .s8 : .u8, using: &generator)
            return Trial(layer, input: INT8Layer.randomInput(shape, using: &generator))
        }
    }

    /// Runs the layer as given to `backend` (or another one in its place) in buffers with guarded ends.
    func verdict(_ backend: any Backend, running other: Layer? = nil) throws -> OracleResult {
        let kernel = try backend.prepare(other ?? layer)
        let packed = try GuardedBuffer(count: (kernel.packedByteCount + 63) / 64 * 64)
        kernel.pack(into: packed.start)
        let elementSize = layer.precision == .fp32 ? 4 : 1
        let input = try GuardedBuffer(input)
        let output = try GuardedBuffer(count: layer.shape.outputCount * elementSize)
        // Twice: nothing may be left over from the first call.
        for _ in 0..<2 { kernel.run(packed: packed.start, input: input.start, output: output.start) }
        return oracle(output.start)
    }
}
