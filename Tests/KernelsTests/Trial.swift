import Statistics
import Testing

@testable import Kernels

/// One layer with an input and what the oracle says of it; holds backends against it.
struct Trial {
    let layer: Layer
    private let input: [UInt8]
    private let oracle: LayerOracle

    init(_ layer: FloatLayer, input: [Float]) {
        self.layer = .float(layer)
        self.input = layer.format.encode(input)
        oracle = .float(FloatOracle(layer, input: input))
    }

    init(_ layer: IntegerLayer, input: [UInt8]) {
        self.layer = .integer(layer)
        self.input = input
        oracle = .integer(IntegerOracle(layer, input: input))
    }

    /// A random layer with its input; half of the floating-point layers and all integer ones have a fused clamp.
    static func random(
        _ shape: LayerShape, _ precision: Precision, using generator: inout SeededGenerator
    ) -> Trial {
        if let format = precision.format {
            let layer = FloatLayer.random(
                shape, format: format, clamp: Bool.random(using: &generator) ? 0...6 : -Float.infinity ... .infinity,
                using: &generator)
            return Trial(layer, input: FloatLayer.randomInput(shape, format: format, using: &generator))
        }
        let layer = IntegerLayer.random(
            shape, precision, activations: Bool.random(using: &generator) ? .s8 : .u8, using: &generator)
        return Trial(layer, input: IntegerLayer.randomInput(shape, using: &generator))
    }

    /// A random layer that a library's backend takes; nil where it has no kernel for the shape.
    static func random(_ shape: LayerShape, for vendor: any Backend, using generator: inout SeededGenerator) -> Trial? {
        if vendor.precision.format != nil {
            return vendor.unavailable(for: shape, activations: .s8) == nil
                ? random(shape, vendor.precision, using: &generator) : nil
        }
        let types = IntegerLayer.ActivationType.allCases.filter {
            vendor.unavailable(for: shape, activations: $0) == nil
        }
        guard let type = types.randomElement(using: &generator) else { return nil }
        let layer = IntegerLayer.random(
            shape, vendor.precision, activations: type, weightLimit: vendor.weightLimit, using: &generator)
        return Trial(layer, input: IntegerLayer.randomInput(shape, using: &generator))
    }

    /// Runs the layer as given to `backend` (or another one in its place) in buffers with guarded ends, each time with
    /// the next of so many copies of the packed weights and the input.
    func verdict(_ backend: any Backend, running other: Layer? = nil, copies: Int = 1) throws -> OracleResult {
        let kernel = try backend.prepare(other ?? layer)
        let packed = try (0..<copies).map { _ in try GuardedBuffer(count: (kernel.packedByteCount + 63) / 64 * 64) }
        for buffer in packed { kernel.pack(into: buffer.start) }
        let slack = [UInt8](repeating: 0x5A, count: backend.inputSlack)
        let inputs = try packed.map { _ in try GuardedBuffer(input + slack) }
        let output = try GuardedBuffer(count: layer.shape.outputCount * layer.precision.activationBytes)
        // Twice: nothing may be left over from the first call.
        for copy in Array(0..<copies) + [0] {
            kernel.run(packed: packed[copy].start, input: inputs[copy].start, output: output.start)
        }
        return oracle.check(
            output.start, requantisation: backend.requantisation, summation: backend.summation)
    }
}
