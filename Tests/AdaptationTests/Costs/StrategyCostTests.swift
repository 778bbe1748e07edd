import CAllocations
import Learning
import Measurement
import Models
import Testing

@testable import Adaptation

@Suite struct StrategyCostTests {
    private func cost(_ text: String, _ settings: AdaptationSettings = .init()) throws
        -> StrategyCost
    {
        try StrategyCost(AdaptationStrategy(text), .random(.convolutional(), seed: 1), settings)
    }

    @Test(arguments: ["full", "head", "last/2", "biases", "channels/0.25"])
    func bytesAreThePlans(_ text: String) throws {
        let network = try Network.convolutional()
        let scope = try #require(try AdaptationStrategy(text).target.scopes(of: network).first)
        let plan = try TrainingPlan(network, batch: 1, scope: scope, stateCount: 0)
        let cost = try cost(text)
        // A label, and what lies behind the input.
        #expect(cost.total == plan.memory.total + 4 + plan.slack)
        #expect(cost.bytes[.weights] == plan.memory.parameters)
        #expect(cost.bytes[.input] == 48 * 4 + 4 + plan.slack)
        #expect(cost.updateMACs == plan.macs.forward + plan.macs.backward)
        #expect(cost.inferenceMACs == network.macs)
        #expect(cost.trainedParameters == plan.gradientCount)
        #expect(cost.fits(cost.total) && !cost.fits(cost.total - 1))
    }

    @Test func inputsWaitForTheirLabels() throws {
        #expect(try cost("full").bytes[.labelBuffer] == 0)
        #expect(try cost("full", .init(labelDelay: 10)).bytes[.labelBuffer] == 10 * 48 * 4)
        #expect(try cost("tiny-ol/int8", .init(labelDelay: 10)).bytes[.labelBuffer] == 10 * 48 * 4)
        // A frozen model takes no labels.
        #expect(try cost("frozen", .init(labelDelay: 10)).bytes[.labelBuffer] == 0)
    }

    @Test func detectorsRemember() throws {
        #expect(try cost("full").bytes[.detector] == 0)
        let page = try cost("full/page-hinkley/9").bytes[.detector] ?? 0
        #expect(page > 0)
        #expect((try cost("full/adwin/9").bytes[.detector] ?? 0) > 5 * page)
    }

    @Test func lessIsUpdatedForLess() throws {
        let (full, last, head, frozen) = (try cost("full"), try cost("last/2"), try cost("head"), try cost("frozen"))
        #expect(full.updateMACs > last.updateMACs && last.updateMACs > head.updateMACs)
        #expect(frozen.updateMACs == 0 && frozen.trainedParameters == 0)
        #expect(full.total >= last.total && last.total >= head.total && head.total > frozen.total)
        #expect(try cost("tiny-ol/int8").total < cost("tiny-ol").total)
        // Twelve numbers' means and squares, and a count.
        #expect(try cost("tiny-ol").bytes[.statistics] == 12 * 8 + 4)
    }

    @Test func numbersOfFewerBitsTakeFewerBytes() throws {
        let weights = try ["full", "full/bf16", "full/int8"].map { try cost($0).bytes[.weights] ?? 0 }
        #expect(weights[0] > weights[1] && weights[1] > weights[2])
    }

    /// Two copies of the weights, one in a quarter of the bytes.
    @Test func anIntegerTwinTakesWeightsOfItsOwn() throws {
        let (one, two) = (try cost("full").bytes[.weights] ?? 0, try cost("full/int8+fp32").bytes[.weights] ?? 0)
        #expect(two > one)
    }
}

@Suite struct PreparedStrategyTests {
    private func prepared(_ text: String, batch: Int = 1) throws -> PreparedStrategy {
        let examples = try Examples(clusters(8, width: 48, classes: 3, seed: 2), classes: 3)
        return try PreparedStrategy(
            AdaptationStrategy(text), .ofClusters(.convolutional()), .init(batch: batch), examples: examples)
    }

    static let strategies = [
        "frozen", "frozen/int8", "full", "head", "layer-wise/2", "biases", "channels/0.25", "tiny-ol", "tiny-ol/int8",
        "full/int8+fp32", "full/int8+bf16", "full/bf16", "full/int8", "full/adwin/9",
    ]

    @Test(
        .enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"),
        arguments: strategies)
    func predictionsAndUpdatesAllocateNothing(_ text: String) throws {
        let prepared = try prepared(text)
        func both() throws {
            _ = prepared.infer()
            try prepared.update()
        }
        try both()
        let before = callocations_thread_allocations()
        for _ in 0..<50 { try both() }
        #expect(callocations_thread_allocations() == before)
    }

    /// The allocator gives out what was planned, byte for byte but for what aligns blocks.
    @Test(
        .enabled(if: Allocations.unavailable == nil, "the allocator is counted with glibc alone"),
        arguments: strategies, [AdaptationSettings(), .init(batch: 4, labelDelay: 7)])
    func memoryIsAsPlanned(_ text: String, _ settings: AdaptationSettings) throws {
        let examples = try Examples(clusters(8, width: 48, classes: 3, seed: 2), classes: 3)
        let model = try PretrainedModel.ofClusters(.convolutional())
        let strategy = try AdaptationStrategy(text)
        // Other tests allocate at the same time: one of many observations is undisturbed.
        var last = 0
        let planned = try StrategyCost(strategy, model, settings).dataByteCount
        let isSeen = try (0..<200).contains { _ in
            let (prepared, bytes) = try Allocations.data {
                try PreparedStrategy(strategy, model, settings, examples: examples)
            }
            last = bytes ?? 0
            return prepared.cost.dataByteCount == planned && abs(last - planned) <= 64
        }
        #expect(isSeen, "\(last) B of \(planned) B planned")
    }

    @Test(arguments: strategies)
    func updatesLeaveTheModelAsItWas(_ text: String) throws {
        let prepared = try prepared(text)
        let before = prepared.infer()
        for _ in 0..<20 { try prepared.update() }
        let after = prepared.infer()
        #expect(after == before)
    }

    @Test func aBatchIsAnUpdate() throws {
        #expect(try prepared("full", batch: 4).batch == 4)
        // Sample by sample, whatever the batch.
        #expect(try prepared("tiny-ol", batch: 4).batch == 1)
    }
}
