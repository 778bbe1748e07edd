/// What a strategy's network takes on a device, beside the events that it is given.
struct Footprint {
    var bytes: [StrategyCost.Category: Int] = [:]
    var inferenceMACs: Int
    var updateMACs = 0
    /// Of these, such as compute activations again.
    var recomputedMACs = 0
    /// Parameters that an update changes, at most.
    var trainedParameters = 0
    /// The batch that it is given, and what lies behind.
    var events: EventBuffer.Size

    init(inferenceMACs: Int, events: EventBuffer.Size) {
        (self.inferenceMACs, self.events) = (inferenceMACs, events)
    }
}
