import Statistics
import TestSupport
import Testing

@testable import Adaptation

@Suite struct StrategyTextTests {
    @Test(arguments: [
        ("frozen", AdaptationStrategy.frozen), ("frozen/int8", AdaptationStrategy(.frozen, .every, .int8)),
        ("full", AdaptationStrategy(.full)),
        ("head/adwin/200", AdaptationStrategy(.head, .afterDrift(.adwin, forEvents: 200))),
        ("last/2/unsure/0.8", AdaptationStrategy(.last(2), .unsure(0.8))),
        (
            "layer-wise/50/page-hinkley/300",
            AdaptationStrategy(.layerWise(50), .afterDrift(.pageHinkley, forEvents: 300))
        ),
        ("biases/bf16", AdaptationStrategy(.biases, .every, .bf16)),
        ("channels/0.25/int8+fp32", AdaptationStrategy(.channels(0.25), .every, .int8FP32)),
        ("tiny-ol/adwin/100/int8", AdaptationStrategy(.tinyOL, .afterDrift(.adwin, forEvents: 100), .int8)),
        ("full/int8-unscaled", AdaptationStrategy(.full, .every, .int8Unscaled)),
    ])
    func textGoesBothWays(_ text: String, _ strategy: AdaptationStrategy) throws {
        #expect(strategy.name == text)
        #expect(try AdaptationStrategy(text) == strategy)
    }

    @Test func whatGoesWithoutSayingMayBeSaid() throws {
        #expect(try AdaptationStrategy("full/every/fp32") == AdaptationStrategy(.full))
    }

    @Test func allCombinationsComeBack() throws {
        var generator = SeededGenerator(for: "strategies' texts")
        for _ in 0..<500 {
            let count = 1 + generator.integer(below: 1000)
            let share = Double(1 + generator.integer(below: 999)) / 1000
            let targets: [UpdateTarget] = [
                .frozen, .full, .head, .last(count), .layerWise(count), .biases, .channels(share), .tinyOL,
            ]
            let triggers: [UpdateTrigger] = [
                .every, .unsure(share), .afterDrift(.pageHinkley, forEvents: count),
                .afterDrift(.adwin, forEvents: count),
            ]
            let strategy = AdaptationStrategy(
                targets[generator.integer(below: targets.count)], triggers[generator.integer(below: triggers.count)],
                AdaptationNumbers.allCases[generator.integer(below: AdaptationNumbers.allCases.count)])
            #expect(try AdaptationStrategy(strategy.name) == strategy, "\(strategy)")
        }
    }

    @Test(arguments: [
        ("", AdaptationError.unknownUpdate("", in: "")), ("all", .unknownUpdate("all", in: "all")),
        ("Full", .unknownUpdate("Full", in: "Full")), ("full/", .unknownPart("", in: "full/")),
        ("full/always", .unknownPart("always", in: "full/always")),
        ("full/fp32/every", .unknownPart("every", in: "full/fp32/every")),
        ("frozen/every", .frozenTrigger(in: "frozen/every")),
        ("last", .argument(of: "last", found: nil, allowed: "a number of layers from 1", in: "last")),
        ("last/0", .argument(of: "last", found: "0", allowed: "a number of layers from 1", in: "last/0")),
        (
            "channels/1.5",
            .argument(of: "channels", found: "1.5", allowed: "a share between 0 and 1", in: "channels/1.5")
        ),
        (
            "full/unsure/0x1p-1",
            .argument(of: "unsure", found: "0x1p-1", allowed: "a probability between 0 and 1", in: "full/unsure/0x1p-1")
        ),
        (
            "full/adwin/+5",
            .argument(of: "adwin", found: "+5", allowed: "a number of events from 1", in: "full/adwin/+5")
        ),
    ])
    func otherTextsAreRefused(_ text: String, _ error: AdaptationError) {
        #expect(throws: error) { try AdaptationStrategy(text) }
    }

    @Test func refusalsSayWhatToWrite() {
        #expect(
            AdaptationError.argument(of: "last", found: nil, allowed: "a number of layers from 1", in: "last")
                .description
                == "'last' in 'last' takes a number of layers from 1, not nothing")
        #expect(
            AdaptationError.unknownUpdate("all", in: "all/adwin/5").description
                == """
                'all' in 'all/adwin/5' names nothing to update; use frozen, full, head, last/LAYERS, layer-wise/UPDATES, \
                biases, channels/SHARE or tiny-ol
                """)
    }
}
