import Kernels
import Learning

/// A way to train a task's network: `dense`, `dense/0.5`, `erk/0.9`, `lot-uniform/0.8`, `top-of-row/8`.
struct TaskVariant: Hashable, Sendable {
    var method: TrainingMethod
    /// The share of the epochs that it trains; what computes less is held against computing as little by ending earlier.
    var epochs = 1.0

    static let dense = TaskVariant(method: .dense)

    /// As it stands in a definition and, behind `train-`, in ids.
    var name: String {
        switch method {
        case .dense: epochs == 1 ? "dense" : "dense/\(SparsityVariant.text(epochs))"
        case .weights(let sparsity, let allotment, let byMagnitude):
            "\(byMagnitude ? "" : "lot-")\(allotment.rawValue)/\(SparsityVariant.text(sparsity))"
        case .gradients(let rule): GradientVariant(rule: rule).ruleName
        }
    }

    init(method: TrainingMethod) {
        self.method = method
    }

    init?(_ name: String) {
        if name == "dense" {
            method = .dense
            return
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, parts[0] == "dense" {
            guard let share = Double(parts[1]), share > 0, share < 1 else { return nil }
            (method, epochs) = (.dense, share)
            return
        }
        let isLot = name.hasPrefix("lot-")
        if parts.count == 2,
            let allotment = SparsityAllotment(rawValue: isLot ? String(parts[0].dropFirst(4)) : parts[0])
        {
            guard let sparsity = Double(parts[1]), sparsity > 0, sparsity < 1 else { return nil }
            method = .weights(sparsity: sparsity, allotment, byMagnitude: !isLot)
            return
        }
        guard let rule = GradientVariant(name)?.rule else { return nil }
        method = .gradients(rule)
    }

    /// Whether all weights are there, so that dense kernels compute.
    var isDense: Bool {
        if case .weights = method { false } else { true }
    }

    /// The share of a training's steps that it takes with all weights.
    var denseShare: Double {
        if case .weights(_, _, byMagnitude: true) = method { return TaskRun.warmUp }
        return 0
    }

    /// In a report's words.
    var words: String {
        switch method {
        case .dense: epochs == 1 ? "everything" : "everything, for \(percent(epochs)) of the epochs"
        case .weights(let sparsity, let allotment, let byMagnitude):
            "\(percent(sparsity)) of the weights left out, \(allotment == .erk ? "by ERK" : "alike in all layers"), "
                + (byMagnitude ? "the smallest after a quarter of the steps" : "at random from the beginning")
        case .gradients(let rule): "\(GradientVariant(rule: rule).words) of the hidden layers' gradients"
        }
    }
}
