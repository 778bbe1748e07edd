extension AdaptationError: CustomStringConvertible {
    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .unknownUpdate(let part, let text):
            """
            '\(part)' in '\(text)' names nothing to update; use frozen, full, head, last/LAYERS, layer-wise/UPDATES, biases, \
            channels/SHARE or tiny-ol
            """
        case .unknownPart(let part, let text):
            """
            '\(part)' in '\(text)' says neither when nor in which numbers; use every, unsure/PROBABILITY, page-hinkley/EVENTS or \
            adwin/EVENTS, and after it one of \(AdaptationNumbers.allCases.map(\.rawValue).joined(separator: ", "))
            """
        case .argument(let name, let found, let allowed, let text):
            "'\(name)' in '\(text)' takes \(allowed), not \(found.map { "'\($0)'" } ?? "nothing")"
        case .frozenTrigger(let text):
            "'\(text)' updates nothing, so that it cannot say when; leave that out"
        case .headMissing(let step):
            "\(step) is no fully connected layer without activation after another step; end the network with one"
        case .bodyMissing: "the network has one step, which is its head; put a step before it"
        case .otherStream(let network, let stream):
            "the network takes \(network), but the stream has \(stream); give it a network of that form"
        case .setting(let name, let value, let allowed): "\(name): \(value) cannot be; use \(allowed)"
        case .budget(let bytes, let strategy, let least):
            "\(strategy) takes \(least) B at the least, and the budget is \(bytes) B; update less, or in other numbers"
        case .noKernel(let precision): "this machine runs no kernel in \(precision); leave these numbers out"
        }
    }
}
