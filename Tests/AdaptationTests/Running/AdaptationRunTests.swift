import Drift
import Learning
import Models
import Testing

@testable import Adaptation

/// Runs with a network that is told what to say, so that what happens when shows.
@Suite struct AdaptationRunTests {
    /// Events whose input is their number.
    private func stream(_ labels: [Int], drifts: [DriftSchedule.Drift] = []) -> ConstructedStream {
        ConstructedStream(
            labels.enumerated().map { LabelledExample(input: [Float($0), 0, 0, 0], label: $1) }, drifts: drifts,
            classes: 2)
    }

    private func result(
        _ network: ScriptedNetwork, _ stream: ConstructedStream, _ strategy: AdaptationStrategy = .init(.full),
        _ settings: AdaptationSettings = AdaptationSettings()
    ) throws -> PrequentialResult {
        try AdaptationRun(.random(.dense([4, 3, 2]), seed: 1), stream, strategy, settings).result(network)
    }

    /// The network says 0 until it has had three updates, and 1 from then on; every label is 1.
    @Test func anEventIsJudgedBeforeItIsLearntFrom() throws {
        let network = ScriptedNetwork { _, updates in (updates < 3 ? 0 : 1, 0.9) }
        let result = try result(network, stream([1, 1, 1, 1, 1]))
        #expect(result.right == [false, false, false, true, true])
        #expect(network.taught == [[0], [1], [2], [3], [4]])
        #expect(result.updates == 5 && result.labelsAsked == 5 && result.labelsLearnt == 5)
    }

    /// With labels two events late the third update is known with the event after the fifth.
    @Test func labelsComeLate() throws {
        let network = ScriptedNetwork { _, updates in (updates < 3 ? 0 : 1, 0.9) }
        let result = try result(network, stream([1, 1, 1, 1, 1, 1, 1]), .init(.full), .init(labelDelay: 2))
        #expect(result.right == [false, false, false, false, false, true, true])
        #expect(network.taught == [[0], [1], [2], [3], [4]])
    }

    @Test func batchesWaitUntilTheyAreFull() throws {
        let network = ScriptedNetwork(batch: 2) { _, updates in (updates < 1 ? 0 : 1, 0.9) }
        let result = try result(network, stream([1, 1, 1, 1, 1]))
        #expect(result.right == [false, false, true, true, true])
        #expect(network.taught == [[0, 1], [2, 3]])
        #expect(result.updates == 2 && result.labelsLearnt == 4)
    }

    /// What waits for its label stands aside of the batch.
    @Test func batchesAreOfTheEventsWhoseLabelsCame() throws {
        let network = ScriptedNetwork(batch: 2) { _, updates in (updates < 1 ? 0 : 1, 0.9) }
        let result = try result(network, stream([1, 1, 1, 1, 1, 1]), .init(.full), .init(labelDelay: 3))
        #expect(network.taught == [[0, 1]])
        #expect(result.right == [false, false, false, false, false, true])
    }

    /// Sure of even events, unsure of odd ones.
    @Test func onlyUnsureEventsAskForLabels() throws {
        let network = ScriptedNetwork { input, _ in (0, Int(input) % 2 == 0 ? 0.9 : 0.7) }
        let result = try result(network, stream([0, 0, 0, 0, 0]), .init(.full, .unsure(0.8)), .init(labelDelay: 1))
        #expect(network.taught == [[1], [3]])
        #expect(result.labelsAsked == 2 && result.alarms == nil)
    }

    @Test func afterAnAlarmSoManyEventsAreLearntFrom() throws {
        // Right until the drift at 100, wrong from then on.
        let network = ScriptedNetwork { input, _ in (input < 100 ? 0 : 1, 0.9) }
        let stream = stream([Int](repeating: 0, count: 160), drifts: [.init(begin: 100, end: 100, to: .new)])
        let result = try result(
            network, stream, .init(.full, .afterDrift(.pageHinkley, forEvents: 5)), .init(labelDelay: 3))
        let first = try #require(result.alarms?.first)
        // The alarm is raised when a label comes, three events after its own.
        #expect(network.taught.prefix(5).map { $0[0] } == (0..<5).map { Float(first - 3 + $0) })
        #expect(result.detection.delays == [first - 100])
        #expect(result.accuracyBefore == 1 && result.accuracyAfter == 0)
        #expect(result.labelsAsked == 160)
    }

    @Test func frozenAsksForNothing() throws {
        let network = ScriptedNetwork { _, _ in (0, 0.5) }
        let result = try result(network, stream([0, 1]), .frozen)
        #expect(result.labelsAsked == 0 && result.updates == 0 && network.taught.isEmpty)
        #expect(result.right == [true, false])
    }

    @Test func heldOutExamplesAreJudgedBeforeAndAfter() throws {
        let network = ScriptedNetwork { _, updates in (updates < 1 ? 0 : 1, 0.9) }
        let example = { (label: Int) in LabelledExample(input: [9, 0, 0, 0], label: label) }
        let stream = ConstructedStream(
            [example(1)], classes: 2,
            judged: [.old: [example(0), example(0), example(0), example(1)], .new: [example(1)]])
        let result = try result(network, stream)
        #expect(result.heldOutOld == .init(before: 0.75, after: 0.25))
        #expect(result.heldOutNew == .init(before: 0, after: 1))
        #expect(result.forgetting == 0.5)
    }

    @Test(arguments: [
        (AdaptationSettings(rate: 0), "rate: 0.0 cannot be; use a finite number above 0"),
        (AdaptationSettings(batch: 0), "batch: 0 cannot be; use at least 1"),
        (AdaptationSettings(labelDelay: -1), "label delay: -1 cannot be; use at least 0"),
        (AdaptationSettings(horizon: 0), "horizon: 0 cannot be; use at least 1"),
    ])
    func settingsOutOfRangeAreRefused(_ settings: AdaptationSettings, _ text: String) throws {
        let error = #expect(throws: AdaptationError.self) {
            try self.result(ScriptedNetwork { _, _ in (0, 0.9) }, self.stream([0]), .frozen, settings)
        }
        #expect(error?.description == text)
    }

    @Test func anotherStreamsNetworkIsRefused() throws {
        let model = try PretrainedModel.random(.dense([5, 3, 2]), seed: 1)
        #expect(
            throws: AdaptationError.otherStream(network: "5 numbers and gives 2", stream: "4 numbers and 2 classes")
        ) {
            try AdaptationRun(model, self.stream([0]), .frozen).result()
        }
    }

    @Test func aNetworkWithoutHeadIsRefused() throws {
        #expect(throws: AdaptationError.bodyMissing) { try PretrainedModel.random(.dense([4, 2]), seed: 1) }
        var steps = try Network.dense([4, 3, 2]).steps
        steps[1].clamp = 0...Float.infinity
        let network = try Network(steps)
        #expect(throws: AdaptationError.headMissing(step: "fc2")) { try PretrainedModel.random(network, seed: 1) }
    }
}
