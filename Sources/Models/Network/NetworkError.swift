import Kernels

/// Why steps are no network.
public enum NetworkError: Error, Equatable, Sendable {
    /// No step at all.
    case empty
    /// A step whose shape cannot be computed.
    case invalidShape(step: Int, name: String, reason: KernelError)
    /// A step with more or fewer inputs than its operation takes.
    case operandCount(step: Int, name: String, expected: Int)
    /// A step that takes a tensor which no step before it makes.
    case unknownTensor(step: Int, name: String, tensor: Int)
    /// A step whose input has another form than its operation takes.
    case shapesDiffer(step: Int, name: String, expected: String, source: String, actual: String)
    /// A step whose output nothing takes.
    case unused(step: Int, name: String)

    /// The step that is wrong, from 0.
    public var step: Int {
        switch self {
        case .empty: 0
        case .invalidShape(let step, _, _), .operandCount(let step, _, _), .unknownTensor(let step, _, _),
            .shapesDiffer(let step, _, _, _, _),
            .unused(let step, _):
            step
        }
    }
}

extension NetworkError: CustomStringConvertible {
    /// Place and cause.
    public var description: String {
        switch self {
        case .empty: "a network has at least one step"
        case .invalidShape(_, let name, let reason): "\(name): \(reason)"
        case .operandCount(_, let name, let expected): "\(name) takes \(expected) input\(expected == 1 ? "" : "s")"
        case .unknownTensor(_, let name, let tensor): "\(name) takes tensor \(tensor), which no step before it makes"
        case .shapesDiffer(_, let name, let expected, let source, let actual):
            "\(name) takes \(expected), but \(source) has \(actual)"
        case .unused(_, let name): "nothing takes the output of \(name)"
        }
    }
}
