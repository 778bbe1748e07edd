import Drift

extension UpdateTarget {
    /// Its part of a strategy's ``AdaptationStrategy/name``.
    public var name: String {
        switch self {
        case .frozen: "frozen"
        case .full: "full"
        case .head: "head"
        case .last(let layers): "last/\(layers)"
        case .layerWise(let updates): "layer-wise/\(updates)"
        case .biases: "biases"
        case .channels(let share): "channels/\(share)"
        case .tinyOL: "tiny-ol"
        }
    }
}

extension UpdateTrigger {
    /// Its part of a strategy's ``AdaptationStrategy/name``.
    public var name: String {
        switch self {
        case .every: "every"
        case .unsure(let probability): "unsure/\(probability)"
        case .afterDrift(let detector, let events): "\(detector.rawValue)/\(events)"
        }
    }
}

extension AdaptationStrategy {
    /// What, when and in which numbers, such as `head/adwin/200/bf16`; `every` and `fp32` are left out.
    public var name: String {
        ([target.name] + (trigger == .every ? [] : [trigger.name]) + (numbers == .fp32 ? [] : [numbers.rawValue]))
            .joined(separator: "/")
    }

    /// Reads what ``name`` writes; `every` and `fp32` may be written, too.
    /// - Throws: ``AdaptationError`` with the part that is wrong.
    public init(_ text: String) throws(AdaptationError) {
        var parts = StrategyParts(text)
        let target = try parts.target()
        guard let trigger = try parts.trigger() else {
            self.init(target, .every, try parts.numbers())
            return
        }
        guard target != .frozen else { throw .frozenTrigger(in: text) }
        self.init(target, trigger, try parts.numbers())
    }
}

/// The parts of a strategy's text, from the first to the last.
private struct StrategyParts {
    let text: String
    var rest: ArraySlice<Substring>

    init(_ text: String) {
        self.text = text
        rest = text.split(separator: "/", omittingEmptySubsequences: false)[...]
    }

    mutating func target() throws(AdaptationError) -> UpdateTarget {
        let name = String(rest.removeFirst())
        switch name {
        case "frozen": return .frozen
        case "full": return .full
        case "head": return .head
        case "last": return .last(try count(of: name, "a number of layers from 1"))
        case "layer-wise": return .layerWise(try count(of: name, "a number of updates from 1"))
        case "biases": return .biases
        case "channels": return .channels(try share(of: name, "a share between 0 and 1"))
        case "tiny-ol": return .tinyOL
        default: throw .unknownUpdate(name, in: text)
        }
    }

    mutating func trigger() throws(AdaptationError) -> UpdateTrigger? {
        guard let name = rest.first.map(String.init) else { return nil }
        let detector = RiseDetector.Kind(rawValue: name)
        guard name == "every" || name == "unsure" || detector != nil else { return nil }
        rest.removeFirst()
        if let detector { return .afterDrift(detector, forEvents: try count(of: name, "a number of events from 1")) }
        return name == "every" ? .every : .unsure(try share(of: name, "a probability between 0 and 1"))
    }

    mutating func numbers() throws(AdaptationError) -> AdaptationNumbers {
        guard let name = rest.popFirst() else { return .fp32 }
        guard let numbers = AdaptationNumbers(rawValue: String(name)) else {
            throw .unknownPart(String(name), in: text)
        }
        if let surplus = rest.first { throw .unknownPart(String(surplus), in: text) }
        return numbers
    }

    private mutating func count(of name: String, _ allowed: String) throws(AdaptationError) -> Int {
        let found = rest.popFirst().map(String.init)
        guard let found, found.allSatisfy({ "0123456789".contains($0) }), let count = Int(found), count > 0 else {
            throw .argument(of: name, found: found, allowed: allowed, in: text)
        }
        return count
    }

    private mutating func share(of name: String, _ allowed: String) throws(AdaptationError) -> Double {
        let found = rest.popFirst().map(String.init)
        guard let found, found.allSatisfy({ "0123456789.".contains($0) }), let share = Double(found), share > 0,
            share < 1
        else {
            throw .argument(of: name, found: found, allowed: allowed, in: text)
        }
        return share
    }
}
