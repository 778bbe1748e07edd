import CAllocations
import Learning
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
        #expect(cost.total == plan.memory.total)
        #expect(cost.bytes[.weights] == plan.memory.parameters)
        #expect(cost.bytes[.input] == 48 * 4)
        #expect(cost.updateMACs == plan.macs.forward + plan.macs.backward)
        #expect(cost.inferenceMACs == network.macs)
        #expect(cost.trainedParameters == plan.gradientCount)
        #expect(cost.fits(cost.total) && !cost.fits(cost.total - 1))
    }

    @Test func inputsWaitForTheirLabels() throws {
        #expect(try cost("full").bytes[.labelBuffer] == 0)
        #expect(try cost("full", .init(labelDelay: 10)).bytes[.labelBuffer] == 10 * 48 * 4)
        // A body in INT8 takes bytes, and a frozen model no labels.
        #expect(try cost("tiny-ol/int8", .init(labelDelay: 10)).bytes[.labelBuffer] == 10 * 48)
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
            _ = try prepared.infer()
            try prepared.update()
        }
        try both()
        let before = callocations_thread_allocations()
        for _ in 0..<50 { try both() }
        #expect(callocations_thread_allocations() == before)
    }

    @Test(arguments: strategies)
    func updatesLeaveTheModelAsItWas(_ text: String) throws {
        let prepared = try prepared(text)
        let before = try prepared.infer()
        for _ in 0..<20 { try prepared.update() }
        let after = try prepared.infer()
        #expect(after == before)
    }

    @Test func aBatchIsAnUpdate() throws {
        #expect(try prepared("full", batch: 4).batch == 4)
        // Sample by sample, whatever the batch.
        #expect(try prepared("tiny-ol", batch: 4).batch == 1)
    }
}
