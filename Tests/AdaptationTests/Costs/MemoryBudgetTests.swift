import Drift
import Kernels
import Learning
import Models
import Testing

@testable import Adaptation

@Suite struct MemoryBudgetTests {
    /// Five convolutions whose tensors take more than their weights.
    private func deep() throws -> Network {
        let relu = 0...Float.infinity
        let convolutions = (0..<5).map { index in
            Network.Step(
                name: "conv\(index + 1)",
                shape: .layer(
                    .convolution(
                        ConvolutionShape(
                            inputHeight: 64, inputWidth: 1, inputChannels: index == 0 ? 1 : 8, outputChannels: 8,
                            kernelHeight: 3, kernelWidth: 1, padding: .same))), inputs: [index], clamp: relu)
        }
        let pool = Network.Step(
            name: "pool",
            shape: .layer(
                .averagePool(
                    ConvolutionShape(
                        inputHeight: 64, inputWidth: 1, inputChannels: 8, outputChannels: 8, kernelHeight: 64,
                        kernelWidth: 1, padding: .valid))), inputs: [5], clamp: -Float.infinity...Float.infinity)
        let head = Network.Step(
            name: "head", shape: .layer(.gemm(GEMMShape(m: 1, n: 3, k: 8))), inputs: [6],
            clamp: -Float.infinity...Float.infinity)
        return try Network(convolutions + [pool, head])
    }

    private func cost(_ text: String, _ settings: AdaptationSettings) throws -> StrategyCost {
        try StrategyCost(AdaptationStrategy(text), .random(deep(), seed: 1), settings)
    }

    /// The least that a strategy says it takes.
    private func least(_ text: String, _ settings: AdaptationSettings) throws -> Int {
        var settings = settings
        settings.memoryBudget = 100
        do {
            _ = try cost(text, settings)
        } catch AdaptationError.budget(100, let strategy, let least) {
            #expect(strategy == text)
            return least
        }
        Issue.record("100 B are no budget")
        return 0
    }

    @Test(arguments: ["full", "last/4", "full/adwin/9", "full/int8+fp32", "full/bf16"])
    func activationsAreComputedAgainWhereThatLetsItFit(_ text: String) throws {
        var settings = AdaptationSettings(labelDelay: 3)
        let all = try cost(text, settings)
        let least = try least(text, settings)
        #expect(all.recomputedMACs == 0 && least < all.total)
        // As much as is asked for costs nothing.
        settings.memoryBudget = all.total
        #expect(try cost(text, settings) == all)
        settings.memoryBudget = least
        let fitted = try cost(text, settings)
        #expect(fitted.fits(least) && fitted.recomputedMACs > 0)
        #expect(fitted.updateMACs == all.updateMACs + fitted.recomputedMACs)
        #expect(fitted.inferenceMACs == all.inferenceMACs)
        settings.memoryBudget = least - 1
        #expect(throws: AdaptationError.budget(least - 1, strategy: text, least: least)) {
            try self.cost(text, settings)
        }
    }

    @Test(arguments: ["frozen", "tiny-ol", "tiny-ol/int8", "layer-wise/1", "head"])
    func whatKeepsNothingTakesWhatItTakes(_ text: String) throws {
        let total = try cost(text, .init()).total
        #expect(try least(text, .init()) == total)
        #expect(try cost(text, .init(memoryBudget: total)).total == total)
    }

    @Test func aRunIsTheSameWithinABudget() throws {
        let model = try PretrainedModel.random(deep(), seed: 1)
        let stream = ConstructedStream(
            clusters(60, width: 64, classes: 3, seed: 2), drifts: [.init(begin: 30, end: 30, to: .new)], classes: 3)
        let settings = AdaptationSettings(rate: 0.05)
        let all = try AdaptationRun(model, stream, .init(.full), settings).result()
        let budget = try least("full", settings)
        var tight = settings
        tight.memoryBudget = budget
        #expect(try AdaptationRun(model, stream, .init(.full), tight).result() == all)
        tight.memoryBudget = budget - 1
        #expect(throws: AdaptationError.self) { try AdaptationRun(model, stream, .init(.full), tight).result() }
    }

    @Test func theRefusalSaysWhatToDo() {
        #expect(
            AdaptationError.budget(100, strategy: "full", least: 200).description
                == "full takes 200 B at the least, and the budget is 100 B; update less, or in other numbers")
    }
}
