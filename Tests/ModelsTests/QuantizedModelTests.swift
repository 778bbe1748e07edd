import Kernels
import Statistics
import Testing

@testable import Models

/// Calibration and chained quantisation.
@Suite struct QuantizedModelTests {
    /// y = max(2x + 1, 0) and z = −4y: ranges follow from those of x.
    private static func chain() throws -> Model {
        let network = try Network([
            .init(
                name: "y", shape: .layer(.gemm(GEMMShape(m: 8, n: 1, k: 1))), inputs: [0], clamp: Network.Step.relu),
            .init(
                name: "z", shape: .layer(.gemm(GEMMShape(m: 8, n: 1, k: 1))), inputs: [1], clamp: Network.Step.none),
        ])
        let layers = zip(network.steps, [(Float(2), Float(1)), (-4, 0)]).compactMap {
            step, numbers -> Model.Operation? in
            guard case .layer(let shape) = step.shape else { return nil }
            return .layer(
                .float(FloatLayer(shape: shape, weights: [numbers.0], bias: [numbers.1], clamp: step.clamp)))
        }
        return try Model(network, precision: .fp32, operations: layers)
    }

    @Test func rangesAreThoseOfTheStream() throws {
        let stream = InputStream(seed: 5, name: "closed form", count: 8)
        let inputs = (0..<20).flatMap { stream[$0] }.map(Double.init)
        let (low, high) = (try #require(inputs.min()), try #require(inputs.max()))
        let ranges = Calibration.ranges(of: try ReferenceModel(Self.chain()), over: stream, count: 20)
        let y = max(2 * low + 1, 0)...(2 * high + 1)
        #expect(ranges == [low...high, y, -4 * y.upperBound ... -4 * y.lowerBound])
    }

    @Test func eachTensorHasOneMeaning() throws {
        let ranges: [ClosedRange<Double>] = [-1...1, 0...3, -12...0]
        let model = try Self.chain().quantized(ranges, activations: .s8, precision: .int8, weightLimit: 127)
        // 255 steps over the range, widened to 0; −128 is its lower end.
        let tensors = try #require(model.tensors)
        #expect(tensors.map(\.scale) == [Float(2.0 / 255), Float(3.0 / 255), Float(12.0 / 255)])
        #expect(tensors.map(\.zeroPoint) == [0, -128, 127])
        guard case .layer(.integer(let y)) = model.operations[0], case .layer(.integer(let z)) = model.operations[1]
        else {
            Issue.record("the operations are not integer layers")
            return
        }
        #expect(y.outputZeroPoint == z.inputZeroPoint)
        #expect(y.weights == [127] && z.weights == [-127])
        #expect(abs(y.multipliers[0] - Float(2.0 / 127 * 2 / 3)) < 1e-8)
        #expect(abs(z.multipliers[0] - Float(4.0 / 127 * 3 / 12)) < 1e-8)
        #expect(y.clamp == -128...127, "a ReLU ends at the zero point")
        // The bias in units of the accumulator: 1 / (2/255 · 2/127).
        #expect(y.bias == [Int32((255.0 * 127 / 4).rounded(.toNearestOrEven))])
    }

    @Test func fewBitsKeepTheirLimit() throws {
        var generator = SeededGenerator(seed: 9)
        let model = try Model.random(.residual(), using: &generator)
        let ranges = [ClosedRange<Double>](repeating: -1...1, count: 8)
        let quantized = try model.quantized(ranges, activations: .u8, precision: .int4, weightLimit: 7)
        for operation in quantized.operations {
            guard case .layer(.integer(let layer)) = operation, !layer.weights.isEmpty else { continue }
            #expect(layer.weights.map(\.magnitude).max() == 7)
            #expect(layer.precision == .int4)
        }
    }

    @Test func aStaleZeroPointIsRefused() throws {
        let ranges: [ClosedRange<Double>] = [-1...1, 0...3, -12...0]
        let model = try Self.chain().quantized(ranges, activations: .s8, precision: .int8, weightLimit: 127)
        guard case .layer(.integer(var layer)) = model.operations[1] else {
            Issue.record("the operation is not an integer layer")
            return
        }
        layer.inputZeroPoint += 1
        #expect(throws: ModelError.staleParameters(step: 1, name: "z")) {
            try Model(
                model.network, precision: .int8, operations: [model.operations[0], .layer(.integer(layer))],
                tensors: model.tensors)
        }
        #expect(throws: ModelError.otherOperation(step: 0, name: "y")) {
            try Model(model.network, precision: .bf16, operations: model.operations, tensors: model.tensors)
        }
    }

    /// Weights keep the mean square of activations about where it was.
    @Test func variancesStay() throws {
        var generator = SeededGenerator(seed: 11)
        let image = ImageShape(height: 8, width: 8, channels: 32)
        let network = try Network((0..<8).map { .convolution("\($0)", image, to: 32, from: $0) })
        let reference = try ReferenceModel(.random(network, using: &generator))
        let tensors = reference.tensors(InputStream(seed: 1, name: "variance", count: 2048)[0])
        func meanSquare(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } / Double(values.count) }
        let ratio = meanSquare(tensors[8]) / meanSquare(tensors[0])
        #expect((0.05...20).contains(ratio), "\(ratio)")
    }
}
