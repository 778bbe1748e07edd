import Kernels

/// Why a network cannot be trained as asked for.
public enum TrainingError: Error, Equatable, Sendable {
    /// More or fewer parts than steps.
    case scopeCount(steps: Int, parts: Int)
    /// A scope without a single parameter.
    case nothingUpdated
    /// A step that has nothing to update.
    case noParameters(step: String)
    /// More input channels than a step has, none, or those of a channelwise layer, which is given as 0.
    case channels(step: String, asked: Int, there: Int)
    /// A batch without examples.
    case batch(Int)
    /// A step that the kernels do not take.
    case step(String, KernelError)
    /// A rule for a step that is no fully connected layer.
    case rule(step: String)
    /// A rule that a step's gradient does not allow.
    case sparse(step: String, reason: String)
    /// Ranges or settings of integers that do not fit the network.
    case numbers(reason: String)
    /// More segments to recompute than there is room for beside each other, or fewer than none.
    case segments(Int, most: Int?)
    /// A limit in bytes, and the least that training takes however much is recomputed.
    case doesNotFit(limit: Int, least: Int)
    /// A model that is asked for as integers of a trainer of other numbers.
    case notIntegers
    /// No plan, or plans that cannot take turns.
    case otherPlan(index: Int, reason: String)
    /// A model of another network or in other numbers than FP32.
    case otherModel(reason: String)
}

extension TrainingError: CustomStringConvertible {
    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .scopeCount(let steps, let parts):
            "the scope has \(parts) parts for \(steps) steps; give each step its own"
        case .nothingUpdated: "the scope updates nothing; have it update one step's biases at least"
        case .noParameters(let step): "\(step) has no parameters; leave it out of the scope"
        case .channels(let step, let asked, 0):
            "\(step) works on each channel by itself, so that \(asked) input channels say nothing; update all or its biases"
        case .channels(let step, let asked, let there): "\(step) has \(there) input channels, not \(asked)"
        case .batch(let count): "a batch of \(count) examples cannot be trained on; give 1 or more"
        case .step(let name, let reason): "\(name): \(reason)"
        case .rule(let step):
            "\(step) is no fully connected layer with all its inputs; few elements of a gradient can be taken of these alone"
        case .sparse(let step, let reason): "\(step): \(reason)"
        case .numbers(let reason): "the numbers do not fit the network: \(reason)"
        case .segments(let count, let most):
            "there are not \(count) segments to recompute; give 0 or more\(most.map { ", here up to \($0)" } ?? "")"
        case .doesNotFit(let limit, let least):
            "training takes \(least) B at the least, and \(limit) B are the limit; train less of the network, a smaller batch or in "
                + "other numbers"
        case .notIntegers: "the trainer's weights are no integers; train in INT8 or quantise its model"
        case .otherPlan(let index, let reason): "plan \(index) cannot take turns with the first: \(reason)"
        case .otherModel(let reason): "the model's parameters cannot be taken: \(reason)"
        }
    }
}
