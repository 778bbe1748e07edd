import Basics

/// Why something of this module was not understood or could not be made.
public enum MicroLearningError: Error, Equatable, Sendable {
    /// No source of this name.
    case unknownSource(String, known: [String])
    /// No precision of this name.
    case unknownPrecision(String, known: [String])
    /// No policy by this text, and why.
    case policy(String, reason: String)
    /// Parameters for a model of another shape.
    case parameterCount(expected: Int, actual: Int)
    /// No kernel of this machine computes a large model.
    case noKernel
    /// A parameter that is NaN or infinite.
    case parameterNotFinite(index: Int)
}

extension MicroLearningError: CustomStringConvertible {
    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .unknownSource(let name, let known): Self.unknown("source", name, known)
        case .unknownPrecision(let name, let known): Self.unknown("precision", name, known)
        case .policy(let text, let reason): "no update policy '\(text)': \(reason)"
        case .parameterCount(let expected, let actual):
            "a model of \(expected) parameters cannot begin with \(actual)"
        case .noKernel: "no kernel of this machine computes FP32; bench doctor lists those that there are"
        case .parameterNotFinite(let index):
            "parameter \(index) is no finite number; a model cannot begin with it"
        }
    }

    private static func unknown(_ kind: String, _ name: String, _ known: [String]) -> String {
        let near = nearestNames(to: name, in: known)
        return "no \(kind) '\(name)'; "
            + (near.isEmpty
                ? "known are \(known.joined(separator: ", "))" : "did you mean \(near.joined(separator: ", "))?")
    }
}
