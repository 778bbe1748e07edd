import Drift
import Learning

/// A run on its way.
struct AdaptationCourse {
    let network: any AdaptiveNetwork
    let settings: AdaptationSettings
    let stream: any AdaptationStream
    private(set) var gate: UpdateGate
    private(set) var right: [Bool] = []
    private(set) var alarms: [Int] = []
    private(set) var updates = 0
    private(set) var labelsAsked = 0
    private var isAsked: [Bool] = []
    private let events: EventBuffer
    private let learns: Bool

    init(
        _ network: any AdaptiveNetwork, _ strategy: AdaptationStrategy, _ settings: AdaptationSettings,
        _ stream: any AdaptationStream
    ) throws {
        (self.network, self.settings, self.stream) = (network, settings, stream)
        learns = strategy.isAdaptive
        gate = try UpdateGate(strategy.trigger, settings.detectors)
        events = EventBuffer(strategy.events(network.footprint.events, settings))
        right.reserveCapacity(stream.count)
        isAsked.reserveCapacity(stream.count)
    }

    /// The next event, and the label that comes after it.
    mutating func meet(_ index: Int) throws {
        let event = try stream.event(index)
        let prediction = predict(event.input)
        network.notice()
        right.append(prediction.label == event.label)
        isAsked.append(learns && gate.asks(prediction.probability))
        if isAsked[index] { labelsAsked += 1 }
        guard learns, events.exchange() else { return }
        let due = index - settings.labelDelay
        if isAsked[due] { try learn(due, at: index) }
    }

    /// Takes the label of the event that came back for it.
    private mutating func learn(_ due: Int, at index: Int) throws {
        let taken = gate.take(isWrong: !right[due])
        if taken.alarm { alarms.append(index) }
        guard taken.learns else { return }
        try events.keep(label: stream.event(due).label)
        guard events.isFull else { return }
        try network.update(events.inputs, labels: events.labels, rate: settings.rate)
        events.removeAll()
        updates += 1
    }

    private func predict(_ input: some Collection<Float>) -> Prediction {
        events.meet(input)
        return Prediction(network.outputs(events.inputs, at: events.count), classes: stream.classCount)
    }

    /// The share of a regime's examples that are no events whose class the network finds now.
    func accuracy(on regime: Regime) throws -> Double {
        let examples = try stream.heldOut(regime)
        var count = 0
        for index in 0..<examples.count {
            if examples.withInput(index, { predict($0) }).label == examples.labels[index] { count += 1 }
        }
        return Double(count) / Double(examples.count)
    }
}
