import RealModule

/// The class that a network gives an input, and how sure it is.
struct Prediction {
    var label: Int
    var probability: Float

    /// By a network's outputs.
    init(_ outputs: UnsafePointer<Float>, classes: Int) {
        var best = 0
        for i in 1..<max(classes, 1) where outputs[i] > outputs[best] { best = i }
        var sum: Float = 0
        for i in 0..<classes { sum += .exp(outputs[i] - outputs[best]) }
        label = best
        probability = 1 / sum
    }
}
