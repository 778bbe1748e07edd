/// What a strategy's network takes on a device.
struct Footprint {
    var bytes: [StrategyCost.Category: Int] = [:]
    var inferenceMACs: Int
    var updateMACs = 0
    /// Of these, such as compute activations again.
    var recomputedMACs = 0
    /// Parameters that an update changes, at most.
    var trainedParameters = 0
    /// Bytes of an input that waits for its label.
    var waitingBytes: Int

    init(inferenceMACs: Int, waitingBytes: Int) {
        (self.inferenceMACs, self.waitingBytes) = (inferenceMACs, waitingBytes)
    }
}
