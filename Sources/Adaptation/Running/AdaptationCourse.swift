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
    private let current: DeviceInput
    private let pending: DeviceInput
    private let learns: Bool

    init(
        _ network: any AdaptiveNetwork, _ strategy: AdaptationStrategy, _ settings: AdaptationSettings,
        _ stream: any AdaptationStream
    ) throws {
        (self.network, self.settings, self.stream) = (network, settings, stream)
        learns = strategy.isAdaptive
        gate = try UpdateGate(strategy.trigger, settings.detectors)
        current = DeviceInput(width: stream.inputCount, capacity: 1)
        pending = DeviceInput(width: stream.inputCount, capacity: network.batch)
        right.reserveCapacity(stream.count)
        isAsked.reserveCapacity(stream.count)
    }

    /// The next event, and the label that comes after it.
    mutating func meet(_ index: Int) throws {
        let event = try stream.event(index)
        let prediction = try predict(event)
        network.notice()
        right.append(prediction.label == event.label)
        isAsked.append(learns && gate.asks(prediction.probability))
        if isAsked[index] { labelsAsked += 1 }
        let due = index - settings.labelDelay
        if due >= 0, isAsked[due] { try learn(due, at: index) }
    }

    /// Takes the label of an event.
    private mutating func learn(_ due: Int, at index: Int) throws {
        let taken = gate.take(isWrong: !right[due])
        if taken.alarm { alarms.append(index) }
        guard taken.learns else { return }
        let event = try stream.event(due)
        pending.append(event.input, label: event.label)
        guard pending.isFull else { return }
        try network.update(pending.inputs, labels: pending.labels, rate: settings.rate)
        pending.removeAll()
        updates += 1
    }

    private func predict(_ event: LabelledExample) throws -> Prediction {
        current.removeAll()
        current.append(event.input, label: event.label)
        return try Prediction(network.outputs(current.inputs), classes: stream.classCount)
    }

    /// The share of a regime's examples that are no events whose class the network finds now.
    func accuracy(on regime: Regime) throws -> Double {
        let examples = try stream.heldOut(regime)
        var count = 0
        for index in 0..<examples.count {
            current.removeAll()
            examples.withInput(index) { current.append($0, label: 0) }
            if try Prediction(network.outputs(current.inputs), classes: stream.classCount).label
                == examples.labels[index]
            {
                count += 1
            }
        }
        return Double(count) / Double(examples.count)
    }
}
