import MicroUpdate

/// A model in some precision that learns event by event. Memory is its own; nothing is allocated after it is made.
public protocol MicroLearner: AnyObject {
    /// The counts.
    var shape: ModelShape { get }
    /// What of two candidates the better one has more of: the logit, in the precision's own steps.
    func logit(_ features: UnsafePointer<Float>, context: Int) -> Double
    /// The probability of a label of 1, in the precision's own steps, above 0 and below 1 where its steps allow.
    func score(_ features: UnsafePointer<Float>, context: Int) -> Double
    /// One step of gradient descent on an event's loss.
    /// - Parameters:
    ///   - label: in 0 ... 1.
    ///   - rate: the step is the gradient times this.
    func update(_ features: UnsafePointer<Float>, context: Int, label: Double, rate: Double)
    /// Adds an event's gradient to those that wait.
    func addGradient(_ features: UnsafePointer<Float>, context: Int, label: Double)
    /// One step along the gradients that wait; then none does.
    /// - Parameter rate: the step is their sum times this.
    func applyGradient(rate: Double)
    /// Gates, coefficients, biases as they compute now.
    var parameters: [Double] { get }
}
