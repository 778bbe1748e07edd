import Drift
import Statistics

/// Events of a process that only has to be predicted: one candidate.
struct SensorSource<Process: SensorProcess>: EventSource {
    var name: String { Process.name }
    var groups: [FeatureGroup] { Process.groups }
    var contexts: [String] { Process.contexts }
    var candidates: Int { 1 }
    var defaultRate: Double { Process.defaultRate }

    func world(seed: UInt64, schedule: DriftSchedule, events: Int) -> any EventWorld {
        SensorWorld<Process>(seed: seed, schedule: schedule, events: events)
    }
}

/// All events of one individual, made beforehand; copies share them.
struct SensorWorld<Process: SensorProcess>: EventWorld {
    private let process: Process
    private let schedule: DriftSchedule
    private let width: Int
    private let features: [Float]
    private let contexts: [UInt8]
    private let chances: [Double]
    private let labels: [Bool]
    private var event = 0

    init(seed: UInt64, schedule: DriftSchedule, events: Int) {
        var process = Process(seed: seed)
        self.process = process
        self.schedule = schedule
        width = Process.groups.reduce(0) { $0 + $1.features.count }
        let standard = Process.standard
        var generator = SeededGenerator(seed: seed, stream: "\(Process.name), events")
        // What comes of an event is drawn apart, so that more of one kind of draws leaves the other as it is.
        var lots = SeededGenerator(seed: seed, stream: "\(Process.name), labels")
        var features: [Float] = []
        features.reserveCapacity(events * width)
        var contexts: [UInt8] = []
        var chances: [Double] = []
        var labels: [Bool] = []
        for event in 0..<events {
            let reading = process.reading(share: schedule.share(at: event), using: &generator)
            for (place, value) in reading.features.enumerated() {
                features.append(standard.applied(to: value, at: place))
            }
            contexts.append(UInt8(reading.context))
            chances.append(reading.chance)
            labels.append(lots.uniform() < reading.chance)
        }
        (self.features, self.contexts, self.chances, self.labels) = (features, contexts, chances, labels)
    }

    mutating func offer(features target: UnsafeMutablePointer<Float>, chances: UnsafeMutablePointer<Double>)
        -> EventOffer
    {
        for place in 0..<width { target[place] = features[event * width + place] }
        chances[0] = self.chances[event]
        return EventOffer(context: Int(contexts[event]))
    }

    mutating func outcome(choosing candidate: Int) -> EventOutcome {
        defer { event += 1 }
        return EventOutcome(label: labels[event])
    }

    func truth(at event: Int) -> [Double] { process.truth(share: schedule.share(at: event)) }
}
