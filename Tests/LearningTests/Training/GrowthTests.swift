import CAllocations
import Foundation
import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Ten thousand training steps leave the whole process as large as it was: no thread of it and no library keeps anything. Each in a
/// process of its own, as tests share one.
@Suite(
    .enabled(
        if: callocations_counts_allocations() && FileManager.default.fileExists(atPath: "/proc/self/smaps_rollup"),
        "glibc counts the heap and Linux the pages"))
struct GrowthTests {
    private static let steps = 10_000

    /// Inputs and outputs of the fully connected layers of MLPerf Tiny's anomaly detection.
    private static let sizes = [640, 128, 128, 128, 128, 8, 128, 128, 128, 128, 640]

    private typealias Step = (_ input: UnsafePointer<Float>, _ loss: Trainer.Loss) throws -> Double

    /// What the process holds more after the steps than before. Each begins elsewhere in the inputs, so that no gradient dies away
    /// to numbers that are slow to compute with.
    private static func growth(inputs count: Int, leaking: () -> Void = {}, _ step: Step) throws -> ProcessMemory {
        var generator = SeededGenerator(seed: 2)
        let loss = MeanSquaredError(count: count)
        let inputs = generator.numbers(count + 64).floats
        func run(_ steps: Int) throws {
            try inputs.withUnsafeBufferPointer { inputs in
                guard let first = inputs.baseAddress else { return }
                for number in 0..<steps {
                    let input = first + number % 64
                    _ = try step(input) { loss.evaluate(outputs: $0, targets: input, gradient: $1) }
                    leaking()
                }
            }
        }
        try run(100)
        _ = try ProcessMemory.now()
        let before = try ProcessMemory.now()
        try run(steps)
        let after = try ProcessMemory.now()
        return ProcessMemory(heap: after.heap - before.heap, pages: after.pages - before.pages)
    }

    private static func growth(
        _ network: Network, rules: [Int: GradientRule] = [:], leaking: () -> Void = {}
    ) throws -> ProcessMemory {
        var generator = SeededGenerator(seed: 1)
        let plan = try TrainingPlan(network, batch: 1, scope: .full(network), stateCount: 1, rules: rules)
        let trainer = try Trainer(plan, model: .random(network, using: &generator), optimiser: Momentum())
        return try withExtendedLifetime((network, plan, trainer)) {
            try growth(inputs: network.inputCount, leaking: leaking) { try trainer.step($0, rate: 1e-3, loss: $1) }
        }
    }

    /// With a tenth of the weights.
    private static func growthOfSparseNetwork() throws -> ProcessMemory {
        var generator = SeededGenerator(seed: 1)
        let patterns = try zip(sizes, sizes.dropFirst()).map {
            try SparsityPattern(
                random: .gemm(.init(m: 1, n: $1, k: $0)), form: .unstructured, sparsity: 0.9, using: &generator)
        }
        let weights = patterns.map { pattern in
            generator.numbers(pattern.shape.weightCount).map { Float($0 / Double(pattern.shape.gemm.k).squareRoot()) }
        }
        let trainer = try SparseTrainer(patterns, weights: weights, batch: 1, optimiser: Momentum())
        return try withExtendedLifetime((patterns, weights, trainer)) {
            try growth(inputs: sizes[0]) { try trainer.step($0, rate: 1e-3, loss: $1) }
        }
    }

    /// A page of the heap either way, and some pages that the runtime may touch meanwhile.
    private static func isAtRest(_ growth: ProcessMemory) -> Bool {
        growth.heap.magnitude <= 4096 && growth.pages <= 65_536
    }

    @Test func denseStepsKeepNothing() async {
        await #expect(processExitsWith: .success) {
            let growth = try Self.growth(Network.chain(Self.sizes))
            #expect(Self.isAtRest(growth), "\(growth)")
        }
    }

    @Test func sparseGradientsKeepNothing() async {
        await #expect(processExitsWith: .success) {
            let wide = [0, 1, 2, 3, 5, 6, 7, 8].map { ($0, GradientRule(.topOfRow(13))) }
            let growth = try Self.growth(Network.chain(Self.sizes), rules: Dictionary(uniqueKeysWithValues: wide))
            #expect(Self.isAtRest(growth), "\(growth)")
        }
    }

    @Test func sparseNetworksKeepNothing() async {
        await #expect(processExitsWith: .success) {
            let growth = try Self.growthOfSparseNetwork()
            #expect(Self.isAtRest(growth), "\(growth)")
        }
    }

    @Test func sixteenBytesAStepAreSeen() async {
        await #expect(processExitsWith: .success) {
            var last: UnsafeMutableRawPointer?
            let growth = try Self.growth(ReferenceNetworkTests.residual(classes: 36)) {
                let block = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 8)
                block.storeBytes(of: last, as: UnsafeMutableRawPointer?.self)
                last = block
            }
            #expect(growth.heap >= 160_000 && !Self.isAtRest(growth), "\(growth), up to \(String(describing: last))")
        }
    }

    /// As a library would that has its memory from the kernel.
    @Test func pagesPastTheAllocatorAreSeen() async {
        await #expect(processExitsWith: .success) {
            var count = 0
            let growth = try Self.growth(ReferenceNetworkTests.residual(classes: 36)) {
                count += 1
                guard count % 100 == 0 else { return }
                let page = mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
                page?.storeBytes(of: 1, as: UInt8.self)
            }
            #expect(growth.heap <= 4096 && !Self.isAtRest(growth), "\(growth)")
        }
    }
}
