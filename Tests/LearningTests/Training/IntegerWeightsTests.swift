import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Weights of 8 bits that are updated in place.
@Suite struct IntegerWeightsTests {
    private static let networks = ["residual", "wide chain"]

    private static func network(_ name: String) throws -> Network {
        try name == "residual" ? ReferenceNetworkTests.residual(filters: 5) : .chain([290, 40, 12, 4])
    }

    /// A layer's integers, and the scales of its columns.
    private static func integers(_ trainer: Trainer, _ step: Int) throws -> (weights: [Int8], scales: [Float]) {
        guard case .layer(.integer(let layer)) = try trainer.quantizedModel().operations[step], !layer.weights.isEmpty
        else { return ([], []) }
        let start = trainer.scales(trainer.plan.steps[step])
        return (layer.weights, Array(UnsafeBufferPointer(start: start, count: layer.shape.biasCount)))
    }

    /// With scaling an update moves the real weight by what it does in FP32, without it the integer by rate·g·s; both to the
    /// nearest integer.
    @Test(arguments: networks, [true, false])
    func updatesFollowTheirLaw(_ name: String, scales: Bool) throws {
        var generator = SeededGenerator(for: "integer updates, \(name), \(scales)")
        let network = try Self.network(name)
        let example = try TrainedExample(network, batch: 2, using: &generator)
        let plan = try example.plan(.init(kind: scales ? .int8 : .int8Unscaled))
        let trainer = try Trainer(plan, model: example.model, optimiser: SGD())
        // So large that integers move without their scales, too.
        let rate: Double = scales ? 0.5 : 3e4
        let before = try network.steps.indices.map { try Self.integers(trainer, $0) }
        var flat = [Float](repeating: 0, count: plan.gradientCount)
        let loss = SoftmaxCrossEntropy(batch: 2, classes: network.outputCount)
        _ = try trainer.gradients(example.input, into: &flat) {
            try loss.evaluate(logits: $0, labels: example.labels, gradient: $1)
        }
        try example.step(trainer, rate: rate)
        var (place, moved) = (0, 0)
        for (index, step) in network.steps.enumerated() {
            guard case .layer(let shape) = step.shape else { continue }
            let after = try Self.integers(trainer, index)
            #expect(after.scales == before[index].scales)
            for i in after.weights.indices {
                let scale = Double(after.scales[i % after.scales.count])
                let change = -rate * Double(flat[place + i]) * (scales ? 1 / scale : scale)
                let exact = min(max(Double(before[index].weights[i]) + change, -127), 127)
                #expect((Double(after.weights[i]) - exact).magnitude <= 0.5 + 1e-3 * change.magnitude + 1e-3)
                if after.weights[i] != before[index].weights[i] { moved += 1 }
            }
            place += shape.parameterCount
        }
        #expect(moved > 10)
    }

    /// The largest weight of each channel has the headroom, and no integer is further from its weight than half a step.
    @Test(arguments: networks)
    func trainingBeginsWithTheNearest(_ name: String) throws {
        var generator = SeededGenerator(for: "first integers, \(name)")
        let example = try TrainedExample(Self.network(name), batch: 1, using: &generator)
        let trainer = try Trainer(example.plan(.init(kind: .int8)), model: example.model, optimiser: SGD())
        for (index, operation) in example.model.operations.enumerated() {
            guard case .layer(.float(let layer)) = operation, !layer.weights.isEmpty else { continue }
            let (weights, scales) = try Self.integers(trainer, index)
            let own = trainer.parameters(ofStep: index)
            for (i, weight) in layer.weights.enumerated() {
                let scale = scales[i % scales.count]
                #expect(own.weights[i] == Float(weights[i]) * scale)
                #expect((own.weights[i] - weight).magnitude <= 0.5001 * scale)
            }
            #expect(weights.map(\.magnitude).max() == 85, "127 by the headroom of 1.5")
        }
    }

    /// Rounded at random, many weights move by what they should in the mean; the same seed moves the same ones, another others.
    @Test(arguments: [0.003, 0.3, -0.004, -0.75])
    func randomRoundingKeepsTheMean(_ change: Float) throws {
        let count = 64 * 1000
        func moved(seed: UInt64) throws -> [Int8] {
            var integers = IntegerNumbers(ranges: [])
            integers.rounding = .stochastic(seed: seed)
            let store = try #require(WeightStore(.int8(integers)))
            var (stored, scales) = ([Int8](repeating: 5, count: count), [Float](repeating: 0.25, count: 64))
            return stored.withUnsafeMutableBytes { stored in
                scales.withUnsafeMutableBufferPointer { scales in
                    guard let first = stored.baseAddress, let scale = scales.baseAddress else { return [] }
                    let rows = WeightStore.Rows(stored: first, scales: scale, rows: count / 64, columns: 64)
                    store.store([Float](repeating: 0.25 * (5 + change), count: count), into: rows)
                    return Array(stored.assumingMemoryBound(to: Int8.self))
                }
            }
        }
        let first = try moved(seed: 1)
        let mean = first.reduce(0.0) { $0 + Double($1) - 5 } / Double(count)
        let share = Double((change - change.rounded(.down)).magnitude)
        let deviation = (share * (1 - share) / Double(count)).squareRoot()
        #expect((mean - Double(change)).magnitude < 5 * deviation + 1e-5, "\(mean)")
        #expect(Set(first).count == 2)
        #expect(try moved(seed: 1) == first && moved(seed: 2) != first)
    }

    /// Integer kernels predict what training has seen: the same classes, and outputs within a step, or two where one went before.
    @Test(arguments: ["residual", "wide chain", "kws"], [Combination.Kind.int8, .int8Stochastic])
    func integerKernelsAgree(_ name: String, _ kind: Combination.Kind) throws {
        var generator = SeededGenerator(for: "integer kernels, \(name), \(kind)")
        let network = try name == "kws" ? MLPerfNetworks.kws() : Self.network(name)
        let batch = 20
        let example = try TrainedExample(network, batch: batch, using: &generator)
        let trainer = try Trainer(example.plan(.init(kind: kind)), model: example.model, optimiser: SGD())
        for _ in 0..<10 { try example.step(trainer, rate: 0.02) }
        let model = try trainer.quantizedModel()
        let prepared = try PreparedModel(model, on: #require(Backends.named("int8/portable")))
        let packed = UnsafeMutableRawPointer.allocate(byteCount: prepared.packedByteCount, alignment: 64)
        defer { packed.deallocate() }
        prepared.pack(into: packed)
        let (classes, parameters) = (network.outputCount, model.outputParameters)
        var (right, apart) = (0, 0)
        let rounds = name == "kws" ? 10 : 50
        for _ in 0..<rounds {
            let inputs = generator.numbers(batch * network.inputCount).floats
            let seen = Array(UnsafeBufferPointer(start: trainer.forward(inputs), count: batch * classes))
            for place in 0..<batch {
                let own = Array(inputs[place * network.inputCount..<(place + 1) * network.inputCount])
                var output = [UInt8](repeating: 0, count: classes)
                prepared.run(packed: packed, input: model.encode(own), output: &output)
                let integers = output.map { Int(Int8(bitPattern: $0)) }
                let expected = (0..<classes).map { Int(parameters.quantized(seen[place * classes + $0])) }
                apart = max(apart, zip(integers, expected).map { abs($0 - $1) }.max() ?? 0)
                if integers.firstIndex(of: integers.max() ?? 0) == expected.firstIndex(of: expected.max() ?? 0) {
                    right += 1
                }
            }
        }
        #expect(apart <= 2)
        #expect(Double(right) >= 0.99 * Double(rounds * batch), "\(right) of \(rounds * batch)")
    }
}
